package tenant

import (
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

func TestEachKindOfChangeIsAppliedAndTakenBack(t *testing.T) {
	group, role, permission := rbac.GroupOf, rbac.RoleOf, rbac.PermissionOf
	d, app, kind := text.New("described"), rbac.Client("app-expenses"), text.New(rbac.TypeClient)
	made := rbac.NewID(1)
	tests := map[string][]rbac.Change{
		"a group with everything": {
			rbac.CreateGroup{Ref: rbac.GroupID{Text: made}, Name: text.New("New, \u202egroup"), Description: d},
			rbac.AddMember(rbac.GroupID{Text: made}, rbac.User(ann)),
			rbac.AddNested(rbac.GroupID{Text: made}, group(staff)),
			rbac.AddNested(group(board), rbac.GroupID{Text: made}),
			rbac.GrantRole(rbac.GroupID{Text: made}, role(reader)),
			rbac.AddMapping{Group: rbac.GroupID{Text: made}, Ref: rbac.MappingID{Text: rbac.NewID(2)}, GroupName: text.New("g"), Connection: text.New("c")},
			rbac.RemoveMapping{Group: rbac.GroupID{Text: made}, Mapping: rbac.MappingID{Text: rbac.NewID(2)}},
		},
		"an edited group":   {rbac.EditGroup{Group: group(finance), Name: text.New("Finances"), Description: d}},
		"a deleted group":   {rbac.RemoveNested(group(board), group(finance)), rbac.DeleteGroup{Group: group(finance)}},
		"members":           {rbac.AddMember(group(finance), rbac.User(cid)), rbac.RemoveMember(group(finance), rbac.User(ann))},
		"nested groups":     {rbac.AddNested(group(finance), group(board)), rbac.RemoveNested(group(board), group(finance))},
		"roles of a group":  {rbac.GrantRole(group(staff), role(reader)), rbac.RevokeRole(group(finance), role(approver))},
		"roles of a user":   {rbac.AssignRole(rbac.User(ann), role(reader)), rbac.AssignRole(rbac.User(ann), role(approver)), rbac.UnassignRole(rbac.User(cid), role(approver))},
		"twin mappings":     {rbac.AddMapping{Group: group(staff), Ref: rbac.MappingID{Text: rbac.NewID(1)}, GroupName: text.New("a"), Connection: text.New("c")}, rbac.AddMapping{Group: group(staff), Ref: rbac.MappingID{Text: rbac.NewID(2)}, GroupName: text.New("a"), Connection: text.New("c")}},
		"a removed mapping": {rbac.RemoveMapping{Group: group(finance), Mapping: rbac.MappingOf(mapped)}},
		"an edited mapping": {rbac.EditMapping{Group: group(finance), Mapping: rbac.MappingOf(mapped), Ref: rbac.MappingID{Text: rbac.NewID(1)}, GroupName: text.New("Other"), Connection: text.New("corp")}},
		"a role with a new permission": {
			rbac.CreatePermission{Ref: rbac.PermissionID{Text: rbac.NewID(2)}, Name: text.New("new:permission"), Description: d, ApplicationType: kind, Application: app},
			rbac.CreateRole{Ref: rbac.RoleID{Text: made}, Name: text.New("new:1"), Description: d, ApplicationType: kind, Application: app, Permissions: []rbac.PermissionID{permission(read), {Text: rbac.NewID(2)}}},
			rbac.AssignRole(rbac.User(bob), rbac.RoleID{Text: made}),
		},
		"an edited role": {rbac.EditRole{Role: role(approver), Name: text.New("Approving"), Description: d}},
		"a deleted role": {rbac.RevokeRole(group(finance), role(approver)), rbac.DeleteRole{Role: role(approver)}},
		"permissions of a role": {
			rbac.AddPermission(role(approver), permission(read)), rbac.RemovePermission(role(approver), permission(approve)),
		},
		"an edited permission that two roles hold": {rbac.EditPermission{Permission: permission(approve), Name: text.New("approve"), Description: d}},
		"a deleted permission": {
			rbac.RemovePermission(role(approver), permission(approve)),
			rbac.RemovePermission(role(reader), permission(approve)),
			rbac.DeletePermission{Permission: permission(approve)},
		},
		"nothing to do": {rbac.AddMember(group(finance), rbac.User(ann)), rbac.RemoveMember(group(staff), rbac.User(ann)), rbac.DeleteGroup{Group: group(nowhere)}},
	}
	for name, changes := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorkshop(t, small())
			tenant := w.open()
			before := w.stored()
			p := w.compile(tenant, changes...)
			report := w.apply(tenant, changes...)
			if len(report.Lost)+len(report.Foreign) > 0 || len(report.Remaining) > 0 {
				t.Errorf("differs at the end: %v, %v; remaining %v", report.Lost, report.Foreign, report.Remaining)
			}
			ids := idsOf(t, tenant, report.Run)
			if !rbac.Equal(p.After, w.stored(), ids) {
				t.Errorf("predicted\n%+v\nstored\n%+v", p.After.Document(), w.stored().Document())
			}
			if !rbac.Equal(w.stored(), tenant.State().Graph, nil) {
				t.Error("the tenant shows something else than is stored")
			}
			undo(t, w, tenant, report.Run)
			if got := w.stored(); !rbac.Equal(anonymous(before), anonymous(got), nil) {
				t.Errorf("before\n%+v\nafter undo\n%+v", before.Document(), got.Document())
			}
			if run, ok, err := tenant.LastRun(); ok || err != nil {
				t.Errorf("%+v can still be taken back (%v)", run, err)
			}
		})
	}
}

// undo takes a run back, of which something was done, and expects all of that to
// work.
func undo(t *testing.T, w *workshop, tenant *Tenant, run string) {
	t.Helper()
	u, err := tenant.PlanUndo(t.Context(), run)
	if err != nil {
		t.Fatal(err)
	}
	if len(u.Blocked) > 0 || len(u.Notes) > 0 {
		t.Fatalf("blocked %v, notes %v", u.Blocked, u.Notes)
	}
	if len(u.Plan.Items) == 0 {
		return
	}
	w.complete(tenant.ApplyUndo(t.Context(), u, ApplyOptions{}, nil))
}

// idsOf are the ids that a run's journal gives to its placeholders.
func idsOf(t *testing.T, tenant *Tenant, run string) map[text.Text]text.Text {
	t.Helper()
	p, err := tenant.folder.load(run)
	if err != nil || p == nil || p.Damaged {
		t.Fatalf("the journal can't be read: %v", err)
	}
	return p.ids
}

// anonymous is a graph with names in the place of ids, so that things which
// were made anew are the same.
func anonymous(g *rbac.Graph) *rbac.Graph {
	d := g.Document()
	ids := make(map[text.Text]text.Text)
	for _, r := range d.Groups {
		ids[r.ID.Text] = r.Name
	}
	for _, r := range d.Roles {
		ids[r.ID.Text] = text.New(r.Name.Raw() + " of " + r.Application.Raw())
	}
	for _, r := range d.Permissions {
		ids[r.ID.Text] = text.New(r.Name.Raw() + " of " + r.Application.Raw())
	}
	as := func(id text.Text) text.Text {
		if name, ok := ids[id]; ok {
			return name
		}
		return id
	}
	out := rbac.Document{}
	for _, r := range d.Groups {
		r.ID.Text = as(r.ID.Text)
		r.Nested, r.Roles, r.Mappings = append([]rbac.GroupID(nil), r.Nested...), append([]rbac.RoleID(nil), r.Roles...), append([]rbac.Mapping(nil), r.Mappings...)
		for i := range r.Nested {
			r.Nested[i].Text = as(r.Nested[i].Text)
		}
		for i := range r.Roles {
			r.Roles[i].Text = as(r.Roles[i].Text)
		}
		for i := range r.Mappings {
			r.Mappings[i].ID = rbac.MappingID{}
		}
		out.Groups = append(out.Groups, r)
	}
	for _, r := range d.Roles {
		r.ID.Text = as(r.ID.Text)
		r.Permissions = append([]rbac.PermissionID(nil), r.Permissions...)
		for i := range r.Permissions {
			r.Permissions[i].Text = as(r.Permissions[i].Text)
		}
		out.Roles = append(out.Roles, r)
	}
	for _, r := range d.Permissions {
		r.ID.Text = as(r.ID.Text)
		out.Permissions = append(out.Permissions, r)
	}
	return rbac.Index(out)
}
