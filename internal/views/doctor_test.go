package views

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/rbac/lint"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/views/desk"
	"authzx/internal/views/doctor"
)

func TestTheDoctorListsEveryFinding(t *testing.T) {
	e := explore(t, 200, 50)
	e.press("9")
	e.await("ghost-member")
	for _, f := range lint.Tenant(e.desk.Data.Graph, e.desk.Data.Directory) {
		e.shows(string(f.Rule))
	}
	e.shows("3 errors", "6 warnings", "6 info", "storage 22 of 500 KB")
}

func TestTheDoctorLooksUpTheFewWhomTheListDoesNotHave(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("9")
	e.await("3 errors")
	e.shows("✗ error    Treasury")
	e.press("2", "/", "treasury", "<enter>")
	e.shows("gone members")
}

func TestTheDoctorAsksBeforeItLooksUpMany(t *testing.T) {
	doc := crowd(200) // more than a list shows, and reads of its own accord
	var d *rbac.Directory
	d = d.WithUsers(nil, rbac.Extent{At: clock})
	e := exploreRead(t, doc, d, 80, 24)
	e.press("9")
	e.shows(" members not in the list", "looks them up on the server")
	e.press("<ctrl+f>")
	e.await("200 errors")
	e.shows(" users: ", " gone; all looked up")
	e.press("<ctrl+f>")
	e.shows("every listed user has been looked up")
}

func TestTheDoctorSaysHowFarItsQuestionsAreAndHowManyAreLeft(t *testing.T) {
	e := exploreRead(t, crowd(1120), (*rbac.Directory)(nil).WithUsers(nil, rbac.Extent{At: clock}), 80, 24)
	e.press("9")
	s := doctor.New(e.desk.Workspace)
	s.Init()
	s.LookUp()
	if words := s.WhoIsGone(1120).Plain(); !strings.Contains(words, "looking up 500, 0 done, ctrl+c cancels") {
		t.Error(words)
	}
	s.LookOn()
	if words := s.WhoIsGone(1120).Plain(); !strings.Contains(words, "looking up 500, 100 done") {
		t.Error(words)
	}
	s.Cancel()
	if words := s.WhoIsGone(1120).Plain(); !strings.Contains(words, "ctrl+f looks them up") {
		t.Error(words)
	}
	n := len(s.Unasked(len(s.Found.Unknown))) // some were in the list of users, and so asked about
	for _, left := range []string{
		fmt.Sprintf("looked up 500 users: 500 gone; press ctrl+f again for the next 500 of %d", n-500),
		fmt.Sprintf("looked up 500 users: 500 gone; press ctrl+f again for the last %d", n-1000),
		fmt.Sprintf("looked up %d users: %d gone; all looked up", n-1000, n-1000),
	} {
		e.press("<ctrl+f>")
		e.await(left)
	}
}

// crowd is a group of n members whom nobody knows.
func crowd(n int) rbac.Document {
	users := make([]rbac.UserID, n)
	for i := range users {
		users[i] = rbac.User("auth0|" + numeral(i))
	}
	return rbac.Document{Groups: []rbac.Group{{ID: rbac.GroupOf("g"), Name: text.New("All"), Members: users}}}
}

func TestTheDoctorSaysWhatASavedDocumentCanNotTell(t *testing.T) {
	path := filepath.Join(t.TempDir(), "saved.json")
	if err := tenant.Save(path, company(t)); err != nil {
		t.Fatal(err)
	}
	read := func() ([]byte, error) { return os.ReadFile(path) }
	e := &driver{t: t, news: make(chan tea.Msg, 1000)}
	saved := offline(tenant.Identity{Profile: text.New("saved.json")}, read, func() time.Time { return clock })
	e.open(overread{saved, e.news}, theme.Options{Profile: theme.None}, 80, 24)
	e.press("9")
	e.shows("2 errors", "1 member not in the list; a snapshot can't tell who is gone")
	e.hides("ctrl+f")
}

func TestTheDoctorSaysThatASavedDocumentHasNoListOfUsers(t *testing.T) {
	e := exploreSaved(t, 120, 40)
	e.press("9")
	e.shows("no list of users")
}

func TestFindingsNameTheApplicationOfWhatSharesItsName(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("9", "/", "redundant-assignment", "<enter>")
	e.shows("role Approver of Expenses is assigned to", `f stage fix: unassign role "Approver" of "Expenses" from user`)
}

func TestFindingsCanBeReadInFullOnASmallScreen(t *testing.T) {
	e := explore(t, 60, 15)
	e.press("9")
	e.shows("storage 4 %", "nothing is sent yet", "has a deleted user as a member", `group "Treasury"`)
	e.press("G", "k")
	e.shows("role Approver of Expenses is assigned to user", "who also has it via group", "f stage fix: unassign role")
}

func TestTheDoctorKeepsItsSizeWhileItAsks(t *testing.T) {
	e := exploreRead(t, crowd(1120), (*rbac.Directory)(nil).WithUsers(nil, rbac.Extent{At: clock}), 60, 15)
	e.press("9")
	s := doctor.New(e.desk.Workspace)
	s.SetSize(60, 12)
	s.Init()
	for i, do := range []func(){func() {}, func() { s.LookUp() }, func() { s.LookOn() }, s.Cancel} {
		do()
		if n := strings.Count(s.View(), "\n") + 1; n != 12 {
			t.Errorf("after step %d it draws %d lines", i, n)
		}
	}
}

func TestEnterGoesToWhatTheFindingIsAbout(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("9", "/", "nested in itself", "<enter>", "<enter>")
	e.shows("Old Intranet", "[Overview]")
}

func TestAMarksAllOfTheRuleAndNoOthers(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("9", "/", "application w8", "<enter>", "A")
	e.shows("2 marked")
	e.press("<esc>", "<esc>", "g", "A")
	e.shows("1 marked")
}

func TestMStagesTheMendsOfWhatIsMarked(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("9")
	e.await("3 errors")
	e.press("g", "f")
	e.shows("1 change staged")
	e.press("7")
	e.shows(`Remove user auth0|0c1669da0bcc76c3f75a276d from group "Treasury"`)
}

func TestMarksStayOnWhatNothingFixes(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("9", "/", "old intranet", "<enter>", " ", " ", "<esc>", "/", "application w8", "<enter>", " ", "f")
	e.shows("2 changes staged")
	e.press("k")
	e.shows("1 marked")
}

func TestAllMendsTogetherCanBeCarriedOut(t *testing.T) {
	nested := []rbac.Group{
		{ID: rbac.GroupOf("outer"), Name: text.New("Outer"), Nested: []rbac.GroupID{rbac.GroupOf("inner")}},
		{ID: rbac.GroupOf("inner"), Name: text.New("Inner")},
	}
	for name, e := range map[string]*driver{
		"of the sample company":     explore(t, 80, 24),
		"of empty groups that nest": exploreStill(t, rbac.Document{Groups: nested}, nil, 80, 24),
	} {
		t.Run(name, func(t *testing.T) {
			s := doctor.New(e.desk.Workspace)
			s.Init()
			var rows []rbac.Ref
			for _, r := range s.Found.Rows {
				rows = append(rows, r.Ref)
			}
			changes, _ := s.Fixes(rows)
			after, at, err := rbac.ApplyAll(e.desk.Data.Graph, changes)
			if err != nil {
				t.Fatalf("change %d, %s: %v", at, changes[at].Sentence(e.desk.Data.Graph, nil), err)
			}
			for _, f := range lint.Tenant(after, e.desk.Data.Directory) {
				if f.Severity == lint.SeverityError {
					t.Errorf("left: %s %s", f.Rule, f.Message)
				}
			}
		})
	}
}

func TestFindingsAreExportedWithTheIDOfTheirSubject(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("9", "/", "wipe:devices", "<enter>", "x", "csv", "<down>", "<enter>")
	if len(e.copied) != 1 {
		t.Fatalf("%d exports:\n%s", len(e.copied), e.frame())
	}
	id := e.desk.Data.Graph.PermissionsNamed(text.New("wipe:devices"))[0]
	if want := "is unused: no role holds it,unused-permission,yes," + id.Raw(); !strings.Contains(e.copied[0], want) {
		t.Errorf("%s\nlacks %s", e.copied[0], want)
	}
}

func TestFindingsWithoutAPlainMendSayWhatToDo(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("9", "/", "application w8", "<enter>")
	e.shows("no automatic fix: enter opens the object")
	e.press("f")
	e.shows("no automatic fix")
}

func TestTheDoctorSaysWhatItCouldNotLookAt(t *testing.T) {
	e := exploreStill(t, rbac.Document{Missing: rbac.Missing{Groups: unread()}}, nil, 120, 40)
	e.press("9")
	e.shows("incomplete: groups could not be read", "no list of connections", "no list of applications", "storage: unknown", "No findings in what could be read")
}

func TestFindingsWithHostileNamesAreDrawnOnce(t *testing.T) {
	doc := rbac.Document{Groups: []rbac.Group{
		{ID: rbac.GroupOf("a"), Name: text.New("bad\u202ename"), Nested: []rbac.GroupID{rbac.GroupOf("b")}},
		{ID: rbac.GroupOf("b"), Name: text.New("other"), Nested: []rbac.GroupID{rbac.GroupOf("a")}},
	}}
	e := exploreStill(t, doc, nil, 120, 40)
	e.press("9")
	e.shows("bad⟨U+202E⟩name")
	e.hides("U+27E8", "\u202e")
}

func TestNotesSayInAWordWhatIsTheMatter(t *testing.T) {
	g, r, p := rbac.GroupOf("g"), rbac.RoleOf("r"), rbac.PermissionOf("p")
	var d *rbac.Directory
	d = d.WithUsers([]rbac.Person{{ID: rbac.User("blocked"), Blocked: true}}, rbac.Extent{At: clock})
	d = d.WithGone(rbac.User("gone"))
	data := &desk.Data{Data: catalog.Data{Directory: d, Graph: rbac.Index(rbac.Document{
		Groups: []rbac.Group{{
			ID: g, Name: text.New("G"), Members: []rbac.UserID{rbac.User("gone")}, Nested: []rbac.GroupID{g, rbac.GroupOf("no")},
		}},
		Roles:       []rbac.Role{{ID: r, Name: text.New("R")}},
		Permissions: []rbac.Permission{{ID: p, Name: text.New("P")}},
	})}}
	notes := desk.Diagnose(t.Context(), data, nil, "", clock).Badges
	for ref, want := range map[rbac.Ref]string{
		rbac.User("blocked").Ref(): "blocked", rbac.User("gone").Ref(): "gone",
		g.Ref(): "gone members, dangling, nested in itself", r.Ref(): "unused", p.Ref(): "unused",
	} {
		if got := notes[ref]; got.Word.Raw() != want {
			t.Errorf("%v: %q, want %q", ref, got.Word.Raw(), want)
		}
	}
	if notes[g.Ref()].Role != catalog.Fault || notes[r.Ref()].Role != catalog.Faint {
		t.Error("the worst does not give the tone")
	}
}

func TestDoctorFrames(t *testing.T) {
	for name, keys := range map[string][]string{
		"doctor":          {"9"},
		"doctor-filtered": {"9", "/", "unused"},
		"doctor-marked":   {"9", "/", "application w8", "<enter>", "A"},
	} {
		t.Run(name, func(t *testing.T) {
			e := explore(t, 80, 24)
			e.press("9")
			e.await("3 errors")
			e.press(keys...)
			e.golden(name)
		})
	}
	e := exploreStill(t, rbac.Document{Missing: rbac.Missing{Roles: unread()}}, nil, 80, 24)
	e.press("9")
	e.golden("doctor-nothing")
}
