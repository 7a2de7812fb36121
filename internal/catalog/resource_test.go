package catalog

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

func keys(list []Column) []string {
	var keys []string
	for _, c := range list {
		keys = append(keys, c.Key)
	}
	return keys
}

func TestTheKeysOfJSONAndCSVAreThePromisedOnes(t *testing.T) {
	for kind, want := range map[rbac.Kind][]string{
		rbac.KindUser: {
			"id", "name", "email", "connections", "last_login", "logins_count", "blocked", "multifactor", "status", "groups", "roles",
		},
		rbac.KindGroup:       {"id", "name", "description", "members", "all_members", "nested", "roles", "mappings"},
		rbac.KindRole:        {"id", "name", "description", "application", "application_name", "permissions", "groups", "users"},
		rbac.KindPermission:  {"id", "name", "description", "application", "application_name", "roles"},
		rbac.KindApplication: {"id", "name", "type", "callbacks", "roles", "permissions"},
		rbac.KindConnection:  {"id", "name", "strategy", "mappings"},
		rbac.KindMapping:     {"id", "group_name", "connection"},
	} {
		if diff := cmp.Diff(want, keys(Of(kind).Document)); diff != "" {
			t.Errorf("%s: %s", kind, diff)
		}
	}
}

func TestDescriptionsHoldTogether(t *testing.T) {
	seen := map[RelationID]bool{}
	for _, k := range Every() {
		if Of(k.Kind) != k || identities()[k.Kind].Name == nil || k.All == nil || k.Extent == nil || k.Call == nil {
			t.Errorf("%s is not described whole", k.Kind)
		}
		document := keys(k.Document)
		for i, c := range k.Document {
			if c.Key == "" || c.Of == nil || slices.Index(document, c.Key) != i {
				t.Errorf("%s: column %d of its documents, %q, has no key or value of its own", k.Kind, i, c.Key)
			}
		}
		for _, c := range slices.Concat(k.Text, k.Picture) {
			if !slices.Contains(document, c.Key) {
				t.Errorf("%s: %q is in text or pictures and not in documents", k.Kind, c.Key)
			}
		}
		for _, c := range k.List {
			if c.Title == "" {
				t.Errorf("%s: a column of its list, %q, has no title", k.Kind, c.Key)
			}
		}
		for _, r := range k.Relations {
			if seen[r.ID] || Of(r.To) == nil || r.Empty == "" || len(r.Columns) == 0 || r.Columns[0].Role != Name && r.To != rbac.KindMapping {
				t.Errorf("%s: relation %q is not described whole, or twice", k.Kind, r.ID)
			}
			seen[r.ID] = true
		}
		if (k.Mentioned == nil) != (k.Listed == nil) {
			t.Errorf("%s: what is mentioned can't be told from what is listed", k.Kind)
		}
	}
}

func TestEachFieldThatLeadsToARelationNamesOneOfItsKind(t *testing.T) {
	d := &Data{Graph: rbac.Index(rbac.Document{})}
	led := 0
	for _, k := range Lists() {
		for _, f := range k.Fields(d, text.New("x")) {
			if f.Relation == "" {
				continue
			}
			led++
			if !slices.ContainsFunc(k.Relations, func(r Relation) bool { return r.ID == f.Relation }) {
				t.Errorf("%s: field %s leads to %q, which it has not", k.Kind, f.Label, f.Relation)
			}
		}
	}
	if led < 15 {
		t.Errorf("only %d fields lead to relations", led)
	}
}

func TestThingsThatShareAnIdKeepTheirOwnRecordsInDocuments(t *testing.T) {
	id := rbac.GroupOf("g")
	d := &Data{Graph: rbac.Index(rbac.Document{Groups: []rbac.Group{
		{ID: id, Name: text.New("First"), Members: []rbac.UserID{rbac.User("u"), rbac.User("u")}},
		{ID: id, Name: text.New("Second"), Members: []rbac.UserID{rbac.User("v"), rbac.User("w")}},
	}})}
	group := Of(rbac.KindGroup)
	var names []string
	var members []int
	for _, r := range group.Told(d) {
		names = append(names, group.StoredName(d, r).Raw())
		members = append(members, group.Document[3].Of(d, r).Number)
	}
	if diff := cmp.Diff([]string{"First", "Second"}, names) + cmp.Diff([]int{1, 2}, members); diff != "" {
		t.Error(diff)
	}
	if rows := group.Rows(d); len(rows) != 1 {
		t.Errorf("a screen lists %d rows of one id", len(rows))
	}
}

func TestWhatTheTenantsOwnListLacksIsLeftOutOfDocumentsOnceItWasRead(t *testing.T) {
	g := rbac.Index(rbac.Document{Roles: []rbac.Role{{ID: rbac.RoleOf("r"), Application: rbac.Client("named")}}})
	app := Of(rbac.KindApplication)
	told := func(d *rbac.Directory) []rbac.Ref { return RefsOfRows(app.Told(&Data{Graph: g, Directory: d})) }
	if diff := cmp.Diff([]rbac.Ref{rbac.Client("named").Ref()}, told(nil), cmp.Comparer(func(a, b rbac.Ref) bool { return a == b })); diff != "" {
		t.Errorf("never read: %s", diff)
	}
	read := (*rbac.Directory)(nil).WithApplications([]rbac.Application{{ID: rbac.Client("listed")}}, rbac.Extent{Complete: true})
	if refs := told(read); len(refs) != 1 || refs[0] != rbac.Client("listed").Ref() {
		t.Errorf("read: %v", refs)
	}
	d := &Data{Graph: g, Directory: read}
	if refs := app.Unlisted(d); len(refs) != 1 || refs[0] != rbac.Client("named").Ref() {
		t.Errorf("unlisted: %v", refs)
	}
	if refs := app.Refs(d); len(refs) != 2 {
		t.Errorf("a screen lists %v", refs)
	}
}

func TestAMappingIsNamedByWhatItMatchesAndShownByItsGroup(t *testing.T) {
	m := rbac.Mapping{ID: rbac.MappingOf("m"), GroupName: text.New("GG-Fin"), Connection: text.New("corp")}
	d := &Data{Graph: rbac.Index(rbac.Document{Groups: []rbac.Group{{ID: rbac.GroupOf("g"), Mappings: []rbac.Mapping{m}}}})}
	ref := MappingRef(rbac.GroupOf("g"), m)
	if name, own, shown := d.Name(ref).Raw(), OwnID(ref).Raw(), d.Shown(ref); name != "GG-Fin by corp" || own != "m" || shown != rbac.GroupOf("g").Ref() {
		t.Errorf("%q, %q, %v", name, own, shown)
	}
	if rows := Of(rbac.KindMapping).Rows(d); len(rows) != 1 || rows[0].Ref != ref {
		t.Errorf("%v", rows)
	}
}
