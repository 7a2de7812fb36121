package tenant

import (
	"encoding/json"
	"errors"
	"slices"

	"authzx/internal/api"
	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// bind finds the ids of what a request created: in the answer, or else among
// what is there now and was not in the lists before, when these are known. From
// then on the ids stand for the placeholders.
func (r *running) bind(a *attempt, answer *api.Answer, before *rbac.Document) {
	found := make(plan.IDs)
	used := make(map[text.Text]bool)
	for _, c := range a.changes {
		placeholder := plan.Created(c)
		if placeholder.IsZero() || !rbac.IsNew(placeholder) {
			continue
		}
		id := answered(answer)
		if id.IsZero() || !r.lists.knows(rbac.Ref{Kind: plan.Touched([]rbac.Change{c})[0].Kind, ID: id}) {
			id = r.find(c, a, before, used)
		}
		if !id.IsZero() {
			used[id] = true
			found[placeholder] = id
			r.past.ids[placeholder] = id
		}
	}
	a.wanted = a.wanted.Renamed(found)
}

// answered is the id in an answer; zero where there is none.
func answered(answer *api.Answer) text.Text {
	var record struct {
		ID text.Text `json:"_id"`
	}
	if answer == nil || json.Unmarshal(answer.Body, &record) != nil {
		return text.Text{}
	}
	return record.ID
}

// find is the id of something that is as the change would have made it.
func (r *running) find(c rbac.Change, a *attempt, before *rbac.Document, used map[text.Text]bool) text.Text {
	is := func(id text.Text, known func(*rbac.Document) bool) bool {
		return !used[id] && (before == nil || !known(before))
	}
	switch c := c.(type) {
	case rbac.CreateGroup:
		for _, g := range r.lists.doc.Groups {
			if g.Name == c.Name && g.Description == c.Description && is(g.ID.Text, func(d *rbac.Document) bool {
				return slices.ContainsFunc(d.Groups, func(o rbac.Group) bool { return o.ID == g.ID })
			}) {
				return g.ID.Text
			}
		}
	case rbac.CreateRole:
		for _, o := range r.lists.doc.Roles {
			if o.Name == c.Name && o.Application == c.Application && is(o.ID.Text, func(d *rbac.Document) bool {
				return slices.ContainsFunc(d.Roles, func(v rbac.Role) bool { return v.ID == o.ID })
			}) {
				return o.ID.Text
			}
		}
	case rbac.CreatePermission:
		for _, p := range r.lists.doc.Permissions {
			if p.Name == c.Name && p.Application == c.Application && is(p.ID.Text, func(d *rbac.Document) bool {
				return slices.ContainsFunc(d.Permissions, func(v rbac.Permission) bool { return v.ID == p.ID })
			}) {
				return p.ID.Text
			}
		}
	case rbac.AddMapping:
		return r.findMapping(c, a, used)
	}
	return text.Text{}
}

// findMapping is the id of a mapping that the group did not have before.
func (r *running) findMapping(c rbac.AddMapping, a *attempt, used map[text.Text]bool) text.Text {
	ref := c.Group.Ref()
	now := r.lists.look([]rbac.Ref{ref}).Record(ref).Group
	was := a.before.Record(ref).Group
	if now == nil {
		return text.Text{}
	}
	for _, m := range now.Mappings {
		old := was != nil && slices.ContainsFunc(was.Mappings, func(o rbac.Mapping) bool { return o.ID == m.ID })
		if !old && !used[m.ID.Text] && m.GroupName == c.GroupName && m.Connection == c.Connection {
			return m.ID.Text
		}
	}
	return text.Text{}
}

// blockers are the things that a refusal names as users of what can't be
// touched, as far as their names are known.
func (r *running) blockers(err error) []rbac.Ref {
	e, ok := errors.AsType[*api.Error](err)
	if !ok || e.InUse == nil {
		return nil
	}
	g := r.past.plan.Before
	if now := r.tenant.State().Graph; now != nil {
		g = now
	}
	named := func(name text.Text) []rbac.Ref {
		var refs []rbac.Ref
		if e.InUse.By.Raw() == "roles" {
			for _, id := range g.RolesNamed(name) {
				refs = append(refs, id.Ref())
			}
			return refs
		}
		for _, id := range g.GroupsNamed(name) {
			refs = append(refs, id.Ref())
		}
		return refs
	}
	var refs []rbac.Ref
	for _, name := range e.InUse.Names(func(name string) bool { return len(named(text.New(name))) > 0 }) {
		refs = append(refs, named(name)...)
	}
	return refs
}
