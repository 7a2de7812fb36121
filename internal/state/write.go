package state

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/tomllines"
)

// Format is what a state file says of itself in its first line.
const Format = "authzx.state/1"

// Write is the source as a state file: TOML, by names, sorted, one item a line. An
// item comes once, however often it is listed.
func Write(s Source) []byte {
	w := &writer{Source: s}
	w.names = newNamer(s.Graph, w.usedApplications())
	w.line("format = %s", tomllines.Quoted(Format))
	if s.WithoutMembers {
		w.line("without_members = true")
	}
	for _, empty := range []struct {
		name string
		n    int
	}{{"permission", len(s.Graph.Permissions())}, {"role", len(s.Graph.Roles())}, {"group", len(s.Graph.Groups())}} {
		if empty.n == 0 {
			w.line("%s = []", empty.name)
		}
	}
	w.applicationTables()
	w.permissionTables()
	w.roleTables()
	w.groupTables()
	w.configuration()
	return w.out.Bytes()
}

type writer struct {
	Source
	names *namer
	out   bytes.Buffer
}

func (w *writer) line(format string, args ...any) {
	fmt.Fprintf(&w.out, format, args...)
	w.out.WriteByte('\n')
}

// usedApplications are those that roles and permissions belong to.
func (w *writer) usedApplications() []rbac.Application {
	var list []rbac.Application
	for _, id := range w.Graph.Applications() {
		app, known := w.Directory.Application(id)
		if !known {
			app = rbac.Application{ID: id}
		}
		list = append(list, app)
	}
	slices.SortFunc(list, func(a, b rbac.Application) int {
		return cmp.Or(strings.Compare(a.Name.Raw(), b.Name.Raw()), strings.Compare(a.ID.Raw(), b.ID.Raw()))
	})
	return list
}

func (w *writer) applicationTables() {
	for _, a := range w.usedApplications() {
		w.line("\n[[application]]")
		if !a.Name.IsZero() {
			w.line("name = %s", quote(a.Name))
		}
		w.line("client_id = %s", quote(a.ID.Text))
	}
}

// head begins the table of a record with its name, or its id where others have
// the name too.
func (w *writer) head(ref rbac.Ref) {
	w.line("\n[[%s]]", ref.Kind)
	name, _ := w.names.described(ref)
	if !name.IsZero() {
		w.line("name = %s", quote(name))
	}
	switch {
	case name.IsZero():
		w.line("id = %s # it has no name", quote(ref.ID))
	case !w.names.own(ref):
		w.line("id = %s # others have the same name", quote(ref.ID))
	}
}

func (w *writer) owner(app rbac.ClientID, kind text.Text) {
	w.line("application = %s", w.names.application(app))
	if kind.Raw() != rbac.TypeClient {
		w.line("application_type = %s", quote(kind))
	}
}

func (w *writer) permissionTables() {
	for _, r := range sorted(w.Graph.Permissions(), w.permissionKey) {
		w.head(r.ID.Ref())
		w.owner(r.Application, r.ApplicationType)
		w.line("description = %s", quote(r.Description))
	}
}

func (w *writer) roleTables() {
	for _, r := range sorted(w.Graph.Roles(), w.roleKey) {
		w.head(r.ID.Ref())
		w.owner(r.Application, r.ApplicationType)
		w.line("description = %s", quote(r.Description))
		w.list("permissions", references(w, r.Permissions))
		if !w.WithoutMembers {
			w.list("users", w.users(r.Users))
		}
	}
}

func (w *writer) groupTables() {
	for _, r := range sorted(w.Graph.Groups(), w.groupKey) {
		w.head(r.ID.Ref())
		w.line("description = %s", quote(r.Description))
		if !w.WithoutMembers {
			w.list("members", w.users(r.Members))
		}
		w.list("nested", references(w, r.Nested))
		w.list("roles", references(w, r.Roles))
		w.list("mappings", w.mappings(r.Mappings))
	}
}

// item is one line of a list. The remark is safe to draw.
type item struct{ value, remark string }

func (w *writer) list(name string, items []item) {
	if len(items) == 0 {
		return
	}
	slices.SortFunc(items, func(a, b item) int { return strings.Compare(a.value, b.value) })
	items = slices.CompactFunc(items, func(a, b item) bool { return a.value == b.value })
	w.line("%s = [", name)
	for _, i := range items {
		if i.remark == "" {
			w.line("  %s,", i.value)
		} else {
			w.line("  %s, # %s", i.value, i.remark)
		}
	}
	w.line("]")
}

func references[ID interface{ Ref() rbac.Ref }](w *writer, ids []ID) []item {
	items := make([]item, len(ids))
	for i, id := range ids {
		items[i].value, items[i].remark = w.names.reference(id.Ref())
	}
	return items
}

func (w *writer) users(ids []rbac.UserID) []item {
	items := make([]item, len(ids))
	for i, id := range ids {
		p, _ := w.Directory.User(id)
		name := cmp.Or(p.Name, p.Email)
		items[i] = item{quote(id.Text), name.String()}
	}
	return items
}

// mappings says of a connection too that the tenant doesn't list it: another one
// need not either.
func (w *writer) mappings(list []rbac.Mapping) []item {
	items := make([]item, len(list))
	for i, m := range list {
		_, listed := w.Directory.Connection(m.Connection)
		end := " }"
		if w.unlisted[m.Connection] || !listed && len(w.Directory.Connections()) > 0 {
			end = ", unlisted = true }"
		}
		items[i].value = "{ connection = " + quote(m.Connection) + ", group = " + quote(m.GroupName) + end
	}
	return items
}

func (w *writer) configuration() {
	if w.Switches == nil {
		return
	}
	w.line("\n[configuration]")
	for _, s := range rbac.Switches() {
		w.line("%s = %t", s, w.Switches[s])
	}
}

// order is by what records are sorted.
type order struct{ name, application, id string }

func (w *writer) permissionKey(r rbac.Permission) (rbac.Ref, order) {
	return r.ID.Ref(), order{r.Name.Raw(), w.names.application(r.Application), r.ID.Raw()}
}

func (w *writer) roleKey(r rbac.Role) (rbac.Ref, order) {
	return r.ID.Ref(), order{r.Name.Raw(), w.names.application(r.Application), r.ID.Raw()}
}

func (w *writer) groupKey(r rbac.Group) (rbac.Ref, order) {
	return r.ID.Ref(), order{name: r.Name.Raw(), id: r.ID.Raw()}
}

// sorted are records by name, then application. Of those that share an id the
// first one counts, as on the server.
func sorted[R any](list []R, of func(R) (rbac.Ref, order)) []R {
	seen := make(map[rbac.Ref]bool, len(list))
	list = slices.DeleteFunc(slices.Clone(list), func(r R) bool {
		ref, _ := of(r)
		again := seen[ref]
		seen[ref] = true
		return again
	})
	slices.SortStableFunc(list, func(a, b R) int {
		_, x := of(a)
		_, y := of(b)
		return cmp.Or(strings.Compare(x.name, y.name), strings.Compare(x.application, y.application), strings.Compare(x.id, y.id))
	})
	return list
}
