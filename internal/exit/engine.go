package exit

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/routine"
	"authzx/internal/snippet"
	"authzx/internal/text"
)

// engineCode is the code of the Action that holds the graph.
func engineCode(s Source, p Parameters) (string, error) {
	if err := distinct(s.Graph); err != nil {
		return "", err
	}
	head := fmt.Sprintf(actionHead, "Secrets: none. Direct memberships are read from app_metadata.authz.") + settings(s, p, nil)
	var plain, packed string
	var both routine.Group
	both.Go(func() { plain = graphJS(s.Graph, plainKey) })
	both.Go(func() { packed = graphJS(s.Graph, packedKey) })
	both.Wait()
	code, err := within(head + plain + loginJS + engineJS + plainIDsJS)
	if err == nil {
		return code, nil
	}
	return within(head + packed + loginJS + engineJS + packedIDsJS)
}

// distinct refuses records that share an id: metadata could not tell them apart.
func distinct(g *rbac.Graph) error {
	seen := map[rbac.Ref]bool{}
	look := func(ref rbac.Ref) error {
		if seen[ref] {
			return problem("delete one of them, or use the target action", "two %ss share the id %s, which an engine can't tell apart", ref.Kind, ref.ID)
		}
		seen[ref] = true
		return nil
	}
	for _, r := range g.Groups() {
		if err := look(r.ID.Ref()); err != nil {
			return err
		}
	}
	for _, r := range g.Roles() {
		if err := look(r.ID.Ref()); err != nil {
			return err
		}
	}
	for _, r := range g.Permissions() {
		if err := look(r.ID.Ref()); err != nil {
			return err
		}
	}
	return nil
}

func plainKey(id text.Text) string { return id.Raw() }

// packedKey is what keyOf of ids_packed.js gives.
func packedKey(id text.Text) string {
	if !uuid().MatchString(id.Raw()) {
		return "=" + id.Raw()
	}
	n, _ := new(big.Int).SetString(strings.ReplaceAll(id.Raw(), "-", ""), 16)
	return n.Text(36)
}

var uuid = text.Pattern(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// numbering gives records their places in stored order.
func numbering[R any, ID comparable](records []R, id func(*R) ID) map[ID]int {
	at := make(map[ID]int, len(records))
	for i := range records {
		at[id(&records[i])] = i
	}
	return at
}

// graphJS is the graph as a frozen object, a record a line.
func graphJS(g *rbac.Graph, key func(text.Text) string) string {
	groups, roles, permissions := g.Groups(), g.Roles(), g.Permissions()
	groupAt := numbering(groups, func(r *rbac.Group) rbac.GroupID { return r.ID })
	roleAt := numbering(roles, func(r *rbac.Role) rbac.RoleID { return r.ID })
	permissionAt := numbering(permissions, func(r *rbac.Permission) rbac.PermissionID { return r.ID })
	parents := make([][]int, len(groups))
	for n, r := range groups {
		for _, child := range places(r.Nested, groupAt) {
			if child != n {
				parents[child] = append(parents[child], n)
			}
		}
	}
	var b strings.Builder
	b.WriteString("\n// The graph. Numbers are indexes into these lists, which are in the extension's order.\n" +
		"const GRAPH = Object.freeze({\n  // id, name, groups that nest it, roles it grants, mappings: connection and group name\n  groups: [\n")
	for n, r := range groups {
		record(&b, key(r.ID.Text), r.Name, numbers(parents[n]), numbers(places(r.Roles, roleAt)), mappings(r.Mappings))
	}
	b.WriteString("  ],\n  // id, name, application, permissions\n  roles: [\n")
	for _, r := range roles {
		record(&b, key(r.ID.Text), r.Name, literal(r.Application.Text), numbers(places(r.Permissions, permissionAt)))
	}
	b.WriteString("  ],\n  permissions: [\n")
	for _, r := range permissions {
		b.WriteString("    " + literal(r.Name) + ",\n")
	}
	b.WriteString("  ],\n});\n")
	return b.String()
}

// record writes one record; empty lists at its end are left out.
func record(b *strings.Builder, id string, name text.Text, rest ...string) {
	for len(rest) > 0 && rest[len(rest)-1] == "[]" {
		rest = rest[:len(rest)-1]
	}
	b.WriteString("    [" + strings.Join(append([]string{snippet.QuoteJS(id), literal(name)}, rest...), ",") + "],\n")
}

func literal(t text.Text) string { return snippet.QuoteJS(t.Raw()) }

// few is up to how many ids are compared with each other: a set would take longer.
const few = 16

// places are the places of ids, each once; ids of nothing are left out.
func places[ID comparable](ids []ID, at map[ID]int) []int {
	var list []int
	var seen map[ID]bool // of a long list
	if len(ids) > few {
		seen = make(map[ID]bool, len(ids))
	}
	for i, id := range ids {
		if n, ok := at[id]; ok && !seen[id] && (seen != nil || !slices.Contains(ids[:i], id)) {
			list = append(list, n)
			if seen != nil {
				seen[id] = true
			}
		}
	}
	return list
}

func numbers(list []int) string {
	out := []byte{'['}
	for i, n := range list {
		if i > 0 {
			out = append(out, ',')
		}
		out = strconv.AppendInt(out, int64(n), 10)
	}
	return string(append(out, ']'))
}

func mappings(list []rbac.Mapping) string {
	parts := make([]string, len(list))
	for i, m := range list {
		parts[i] = "[" + literal(m.Connection) + "," + literal(m.GroupName) + "]"
	}
	return "[" + strings.Join(parts, ",") + "]"
}
