package plan

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// everything has one of each thing that a file must keep.
func everything() []rbac.Change {
	return []rbac.Change{
		rbac.CreateGroup{Ref: rbac.GroupID{Text: rbac.NewID(1)}, Name: text.New("\x1b\u202e\xed\xa0\x80 <&>"), Description: text.New("d")},
		rbac.AddMember(rbac.GroupID{Text: rbac.NewID(1)}, rbac.User("a|x")),
		rbac.RemoveMember(rbac.GroupOf(staff), rbac.User("a|x")),
		rbac.EditPermission{Permission: rbac.PermissionOf(approve), Name: text.New("a"), Description: text.New("d")},
		rbac.SetConfiguration{Values: map[rbac.Switch]bool{rbac.GroupsInToken: true}},
		rbac.RevokeRole(rbac.GroupOf(finance), rbac.RoleOf(approver)),
		rbac.DeleteRole{Role: rbac.RoleOf(approver)},
	}
}

func TestAPlanFileKeepsThePlan(t *testing.T) {
	p := compiled(t, everything()...)
	f := p.File()
	f.Tenant, f.BaseURL, f.Made, f.Reason = text.New("acme"), "https://x/api", time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC), text.New("why\n")
	b, err := f.Write()
	if err != nil {
		t.Fatal(err)
	}
	if i := strings.IndexFunc(string(b), func(r rune) bool { return r != '\n' && !text.Printable(r) }); i >= 0 {
		t.Errorf("the file can't be displayed as it is: byte %d of %s", i, b)
	}
	back, err := Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(back.Changes, f.Changes) || back.Tenant != f.Tenant || back.Reason != f.Reason || !back.Made.Equal(f.Made) || back.BaseURL != f.BaseURL {
		t.Errorf("%+v came back as %+v", f, back)
	}
	again, err := back.Recompile()
	if err != nil {
		t.Fatal(err)
	}
	for i, item := range p.Items {
		if !reflect.DeepEqual(lines(item), lines(again.Items[i])) {
			t.Errorf("item %d was %v, is %v", i, lines(item), lines(again.Items[i]))
		}
	}
	if drift := back.Drift(small(), rbac.Settings{Switches: map[rbac.Switch]bool{}}); len(drift) > 0 {
		t.Errorf("nothing changed, but %v", drift)
	}
}

func lines(i Item) []string {
	var list []string
	for _, s := range i.Steps {
		list = append(list, s.Line()+string(s.Call.Body))
	}
	return list
}

func TestAPlanFileSaysWhatHasChangedSince(t *testing.T) {
	f := compiled(t, everything()...).File()
	now, _, err := rbac.ApplyAll(small(), []rbac.Change{
		rbac.AddMember(rbac.GroupOf(finance), rbac.User("a|new")),
		rbac.AddMember(rbac.GroupOf(board), rbac.User("a|new")), // which the plan does not touch
		rbac.RevokeRole(rbac.GroupOf(finance), rbac.RoleOf(approver)),
		rbac.DeleteRole{Role: rbac.RoleOf(approver)},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := Describe(f.Drift(now, rbac.Settings{Switches: map[rbac.Switch]bool{rbac.GroupsInToken: true}}))
	want := `group "Finance": members + a|new; group "Finance": roles - ` + approver + `; role "Approver" is gone; configuration: groupsInToken was "off", is "on"`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if drift := f.Drift(small(), rbac.Settings{}); len(drift) > 0 {
		t.Errorf("what is not known is taken for a difference: %v", drift)
	}
}

func TestAFileThatIsNoPlanIsRefused(t *testing.T) {
	for name, content := range map[string]string{
		"nothing":           "",
		"no JSON":           "\x1b[2J",
		"another document":  `{"groups":[]}`,
		"another version":   `{"authzx_plan":2,"changes":[]}`,
		"an unknown key":    `{"authzx_plan":1,"changes":[],"then":"run"}`,
		"an unknown change": `{"authzx_plan":1,"changes":[{"kind":"\u001b[31mx"}],"assumed":{}}`,
		"two plans":         `{"authzx_plan":1,"changes":[]} {"authzx_plan":1,"changes":[]}`,
		"a list":            `[]`,
	} {
		_, err := Parse([]byte(content))
		if err == nil || !strings.HasPrefix(err.Error(), "reading the plan: ") || strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDifferencesSayWhatAndOfWhat(t *testing.T) {
	view := func(g *rbac.Graph) View {
		return LookIn(g, map[rbac.Switch]bool{}, []rbac.Ref{rbac.GroupOf(finance).Ref(), rbac.RoleOf(reader).Ref(), rbac.GroupOf("gone").Ref()})
	}
	var joins []rbac.Change
	for _, u := range []string{"1", "2", "3", "4", "5", "6", "\u202e"} {
		joins = append(joins, rbac.AddMember(rbac.GroupOf(finance), rbac.User(u)))
	}
	after, _, err := rbac.ApplyAll(small(), append(joins,
		rbac.EditRole{Role: rbac.RoleOf(reader), Name: text.New("Reads\x1b"), Description: text.New("d")},
		rbac.CreateGroup{Ref: rbac.GroupOf("gone"), Name: text.New("N"), Description: text.New("d")}))
	if err != nil {
		t.Fatal(err)
	}
	got := Describe(view(small()).Compare(view(after)))
	want := `group "Finance": members + 1, + 2, + 3, + 4, + 5, + 2 more; role "Reader": name was "Reader", is "Reads⟨U+001B⟩"; group "N" is new`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestOwnAndForeignDifferencesAreToldApart(t *testing.T) {
	of := rbac.GroupOf(finance).Ref()
	members := func(before, after []string) Difference {
		d := Difference{Of: of, Field: FieldMembers}
		for _, v := range before {
			d.Before = append(d.Before, text.New(v))
		}
		for _, v := range after {
			d.After = append(d.After, text.New(v))
		}
		return d
	}
	own := []Difference{members([]string{"left"}, []string{"joined"})}
	// Expected: left is out, joined is in. There is: left, another; joined is not.
	lost, foreign := Sort(own, []Difference{members([]string{"joined", "third"}, []string{"left", "another"})})
	if want := []Difference{members([]string{"joined"}, []string{"left"})}; !reflect.DeepEqual(lost, want) {
		t.Errorf("lost %v", lost)
	}
	if want := []Difference{members([]string{"third"}, []string{"another"})}; !reflect.DeepEqual(foreign, want) {
		t.Errorf("foreign %v", foreign)
	}
	if Overlap(own, foreign) || !Overlap(own, lost) {
		t.Error("overlaps are told wrong")
	}
	if !Overlap(own, []Difference{{Of: of, Field: FieldExistence}}) || Overlap(own, []Difference{{Of: rbac.GroupOf(board).Ref(), Field: FieldExistence}}) {
		t.Error("a record that is gone concerns its own fields only")
	}
}

func TestPlaceholdersDoNotRepeat(t *testing.T) {
	if got := NextID(nil); got != rbac.NewID(1) {
		t.Error(got)
	}
	if got := NextID(append(everything(), rbac.CreateRole{Ref: rbac.RoleID{Text: rbac.NewID(41)}})); got != rbac.NewID(42) {
		t.Error(got)
	}
}

func TestARenamedChangeNamesNothingByItsOldId(t *testing.T) {
	old, now := text.New("old"), text.New("now")
	ids := IDs{old: text.New("between"), text.New("between"): now}
	g, r, p, m := rbac.GroupID{Text: old}, rbac.RoleID{Text: old}, rbac.PermissionID{Text: old}, rbac.MappingID{Text: old}
	for _, c := range []rbac.Change{
		rbac.CreateGroup{Ref: g}, rbac.EditGroup{Group: g}, rbac.DeleteGroup{Group: g}, rbac.AddMember(g, rbac.UserID{}), rbac.RemoveMember(g, rbac.UserID{}),
		rbac.AddNested(g, g), rbac.RemoveNested(g, g), rbac.GrantRole(g, r), rbac.RevokeRole(g, r),
		rbac.AddMapping{Group: g, Ref: m}, rbac.RemoveMapping{Group: g, Mapping: m}, rbac.EditMapping{Group: g, Mapping: m, Ref: m},
		rbac.CreateRole{Ref: r, Permissions: []rbac.PermissionID{p}}, rbac.EditRole{Role: r}, rbac.DeleteRole{Role: r},
		rbac.AddPermission(r, p), rbac.RemovePermission(r, p), rbac.AssignRole(rbac.UserID{}, r), rbac.UnassignRole(rbac.UserID{}, r),
		rbac.CreatePermission{Ref: p}, rbac.EditPermission{Permission: p}, rbac.DeletePermission{Permission: p},
	} {
		refs := Rename(c, ids).Targets()
		if slices.ContainsFunc(refs, func(ref rbac.Ref) bool { return ref.ID == old }) || refs[0].ID != now {
			t.Errorf("%s: %v", c.Kind(), refs)
		}
	}
}
