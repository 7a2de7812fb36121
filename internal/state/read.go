package state

import (
	"crypto/sha1" //nolint:gosec // as UUIDs of version 5 are made, which keep no secret
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Read is what a state file says. Things without an id in it get one that is made
// of what they are called. At is when the file was read.
func Read(doc []byte, at time.Time) (Source, error) {
	f, err := decode([]byte(strings.TrimPrefix(string(doc), "\uFEFF")))
	if err != nil {
		return Source{}, err
	}
	if f.Groups == nil && f.Roles == nil && f.Permissions == nil {
		return Source{}, errors.New("it holds neither groups nor roles nor permissions: " + f.seems())
	}
	r := &reader{
		file: f, ids: make(map[key][]text.Text), records: make(map[rbac.Ref]bool),
		apps: make(map[text.Text][]rbac.ClientID), clients: make(map[text.Text]bool),
		loose: make(map[rbac.Ref]named), unsaid: make(map[field]bool),
		unlisted: make(map[text.Text]bool),
	}
	if err := r.applications(); err != nil {
		return Source{}, err
	}
	if err := r.identify(); err != nil {
		return Source{}, err
	}
	d := rbac.Document{At: at, Missing: r.missing()}
	for i, p := range f.Permissions {
		d.Permissions = append(d.Permissions, rbac.Permission{
			ID: rbac.PermissionID{Text: r.permissions[i]}, Name: p.Name.text, Description: p.Description.text,
			ApplicationType: p.kind(), Application: r.application(p.Application),
		})
	}
	for i, o := range f.Roles {
		d.Roles = append(d.Roles, r.role(o, r.roles[i]))
	}
	for i, g := range f.Groups {
		d.Groups = append(d.Groups, r.group(g, r.groups[i]))
	}
	if len(r.faults) > 0 {
		return Source{}, errors.New(strings.Join(r.faults, "\n"))
	}
	s := Source{
		Graph: rbac.Index(d), WithoutMembers: f.WithoutMembers, loose: r.loose, unsaid: r.unsaid, unlisted: r.unlisted,
		Directory: (*rbac.Directory)(nil).WithApplications(r.listed, rbac.Extent{At: at}),
	}
	if f.Configuration != nil {
		s.Switches = make(map[rbac.Switch]bool, len(f.Configuration))
		for name, on := range f.Configuration {
			s.Switches[rbac.Switch(name)] = on
		}
	}
	return s, nil
}

// reader makes a graph of a state file.
type reader struct {
	file
	apps    map[text.Text][]rbac.ClientID // by name
	clients map[text.Text]bool            // client ids
	listed  []rbac.Application

	permissions, roles, groups []text.Text // ids of the records, in order of the file
	ids                        map[key][]text.Text
	records                    map[rbac.Ref]bool
	loose                      map[rbac.Ref]named
	unsaid                     map[field]bool
	unlisted                   map[text.Text]bool
	faults                     []string
}

// seems says what a file without any of the three lists looks like.
func (f file) seems() string {
	switch {
	case f.Configuration != nil:
		return "it looks like a configuration without lists"
	case f.Applications != nil:
		return "it looks like a list of applications"
	}
	return "it looks like an empty state file; that of an empty tenant says group = []"
}

func (r *reader) missing() rbac.Missing {
	var m rbac.Missing
	if r.Groups == nil {
		m.Groups = rbac.LeftOut(rbac.KindGroup)
	}
	if r.Roles == nil {
		m.Roles = rbac.LeftOut(rbac.KindRole)
	}
	if r.Permissions == nil {
		m.Permissions = rbac.LeftOut(rbac.KindPermission)
	}
	return m
}

func (r *reader) fault(format string, args ...any) {
	r.faults = append(r.faults, fmt.Sprintf(format, args...))
}

func (r *reader) applications() error {
	for i, a := range r.Applications {
		id := a.ClientID.text
		if id.IsZero() {
			id = a.Name.text
		}
		if id.IsZero() {
			return fmt.Errorf("application %d has neither name nor client_id", i+1)
		}
		r.clients[id] = true
		if !a.Name.text.IsZero() {
			r.apps[a.Name.text] = append(r.apps[a.Name.text], rbac.ClientID{Text: id})
		}
		r.listed = append(r.listed, rbac.Application{ID: rbac.ClientID{Text: id}, Name: a.Name.text})
	}
	return nil
}

// application is what a name or a client id means. What the file doesn't list
// stands for itself.
func (r *reader) application(v value) rbac.ClientID {
	if v.byClient {
		return rbac.ClientID{Text: v.text}
	}
	found := r.apps[v.text]
	if len(found) > 1 {
		r.fault("several applications are called %s; give the client_id", rbac.Quoted(v.text))
	}
	if len(found) > 0 {
		return found[0]
	}
	return rbac.ClientID{Text: v.text}
}

// identify gives each record its id.
func (r *reader) identify() error {
	for i, p := range r.Permissions {
		id, err := r.record(rbac.KindPermission, i, p.recordTOML, &p.ownedTOML)
		if err != nil {
			return err
		}
		r.permissions = append(r.permissions, id)
	}
	for i, o := range r.Roles {
		id, err := r.record(rbac.KindRole, i, o.recordTOML, &o.ownedTOML)
		if err != nil {
			return err
		}
		r.roles = append(r.roles, id)
	}
	for i, g := range r.Groups {
		id, err := r.record(rbac.KindGroup, i, g.recordTOML, nil)
		if err != nil {
			return err
		}
		r.groups = append(r.groups, id)
	}
	return nil
}

func (r *reader) record(kind rbac.Kind, at int, v recordTOML, owned *ownedTOML) (text.Text, error) {
	var app rbac.ClientID
	if owned != nil {
		app = r.application(owned.Application)
		if app.IsZero() {
			return text.Text{}, fmt.Errorf("%s %d has no application", kind, at+1)
		}
	}
	id := v.ID.text
	if id.IsZero() {
		if v.Name.text.IsZero() {
			return text.Text{}, fmt.Errorf("%s %d has neither name nor id", kind, at+1)
		}
		id = madeID(kind, app, v.Name.text)
	}
	ref := rbac.Ref{Kind: kind, ID: id}
	if r.records[ref] {
		return text.Text{}, fmt.Errorf("the %s %s appears twice", kind, rbac.Quoted(v.Name.text))
	}
	r.records[ref] = true
	r.unsaid[field{ref, fieldName}] = !v.Name.said
	r.unsaid[field{ref, fieldDescription}] = !v.Description.said
	all := key{kind: kind, name: v.Name.text}
	r.ids[all] = append(r.ids[all], id)
	if owned != nil {
		own := key{kind, app, v.Name.text}
		r.ids[own] = append(r.ids[own], id)
	}
	return id, nil
}

// madeID is an id made of what a thing is called: the same each time, and one
// that no server gives.
func madeID(kind rbac.Kind, app rbac.ClientID, name text.Text) text.Text {
	sum := sha1.Sum([]byte(string(kind) + "\x00" + app.Raw() + "\x00" + name.Raw())) //nolint:gosec // see above
	sum[6] = sum[6]&0x0f | 0x50
	sum[8] = sum[8]&0x3f | 0x80
	h := hex.EncodeToString(sum[:16])
	return text.New(h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:])
}

// refer is the id that a reference means. A name that the file has no record of is
// kept, to be looked for where the state is to be brought about.
func (r *reader) refer(kind rbac.Kind, v reference) text.Text {
	if v.id.said {
		return v.id.text
	}
	k := key{kind: kind, name: v.name.text}
	if v.application.said {
		k.app = r.application(v.application)
	}
	found := r.ids[k]
	if len(found) > 1 {
		r.fault("several %ss are called %s; give the application or the id", kind, rbac.Quoted(v.name.text))
	}
	if len(found) > 0 {
		return found[0]
	}
	ref := rbac.Ref{Kind: kind, ID: madeID(kind, k.app, v.name.text)}
	r.loose[ref] = named{v.name.text, k.app}
	return ref.ID
}

func (r *reader) role(o roleTOML, id text.Text) rbac.Role {
	role := rbac.Role{
		ID: rbac.RoleID{Text: id}, Name: o.Name.text, Description: o.Description.text,
		ApplicationType: o.kind(), Application: r.application(o.Application), Users: users(o.Users),
	}
	for _, v := range o.Permissions {
		role.Permissions = append(role.Permissions, rbac.PermissionID{Text: r.refer(rbac.KindPermission, v)})
	}
	return role
}

func (r *reader) group(g groupTOML, id text.Text) rbac.Group {
	group := rbac.Group{ID: rbac.GroupID{Text: id}, Name: g.Name.text, Description: g.Description.text, Members: users(g.Members)}
	for _, v := range g.Nested {
		group.Nested = append(group.Nested, rbac.GroupID{Text: r.refer(rbac.KindGroup, v)})
	}
	for _, v := range g.Roles {
		group.Roles = append(group.Roles, rbac.RoleID{Text: r.refer(rbac.KindRole, v)})
	}
	for i, m := range g.Mappings {
		if m.Unlisted {
			r.unlisted[m.Connection.text] = true
		}
		mapping := madeID(rbac.KindMapping, rbac.ClientID{Text: id}, text.New(fmt.Sprint(i)))
		group.Mappings = append(group.Mappings, rbac.Mapping{ID: rbac.MappingID{Text: mapping}, GroupName: m.Group.text, Connection: m.Connection.text})
	}
	return group
}

func users(list []value) []rbac.UserID {
	var ids []rbac.UserID
	for _, v := range list {
		ids = append(ids, rbac.UserID{Text: v.text})
	}
	return ids
}

// kind is the application type, client where it isn't said.
func (o ownedTOML) kind() text.Text {
	if o.Type.text.IsZero() {
		return text.New(rbac.TypeClient)
	}
	return o.Type.text
}
