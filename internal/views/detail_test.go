package views

import (
	"strings"
	"testing"

	"authzx/internal/rbac"
)

func TestQuestionsInATabAreOfTheRowOrElseOfTheThing(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		want string
	}{
		{"the access of a user, on a permission", []string{"1", "<enter>", "]]]", "E"}, "Ann Archer: access"},
		{"the access of a user, on the JSON tab", []string{"1", "<enter>", "[", "E"}, "Ann Archer: access"},
		{"who can, on a permission of a user", []string{"1", "<enter>", "]]]", "W"}, "Who can read:expenses"},
		{"the access of a member", []string{"2", "/", "finance", "<enter>", "<enter>", "]", "E"}, "Beatrix Adler: access"},
		{"who is in a group, on a member", []string{"2", "/", "finance", "<enter>", "<enter>", "]", "W"}, "Finance"},
		{"who is in a nested group", []string{"2", "/", "finance", "<enter>", "<enter>", "]]", "W"}, "Accounts Payable"},
		{"who can, on the users of a permission", []string{"4", "<enter>", "]]]", "W"}, "Who can read:expenses"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := explore(t, 100, 24)
			e.press(c.keys...)
			e.shows(c.want)
			e.hides("press W for who can", "E shows the access")
		})
	}
}

func TestHintsNameOnlyQuestionsThatHaveAnAnswer(t *testing.T) {
	e := explore(t, 100, 24)
	e.press("6", "/", "corp", "<enter>", "<enter>")
	e.hides("W who can", "E access")
	e.press("]")
	e.shows("W who can")
	e.press("]")
	e.shows("E access")
	e.hides("W who can")
}

func TestAPathThatHasNoRoomIsSaidBelowTheList(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("1", "<enter>", "]]]")
	e.shows("Approver  +3 paths")
	e.press("j")
	e.shows("   Accounts Payable › Finance › Employees › Submitter ")
	e.press("]")
	e.hides("Accounts Payable ")
}

func TestEveryConnectionOfAUserIsFollowed(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("1", "<enter>", "jjjjj", "<enter>")
	e.shows("Ann Archer ▸ corp")
}

func TestARefreshKeepsThePlaceInADocument(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("2", "/", "finance", "<enter>", "<enter>", "[")
	e.press("jjjjjj", "h")
	e.shows("$.members", "2 elements")
	e.elsewhere(rbac.AddMember(e.groupOf("Finance"), e.userOf("kofi@acme.test")))
	e.press("r")
	e.shows("$.members", "3 elements")
}

func TestTheDocumentOfAUserIsTheWholeProfile(t *testing.T) {
	e := explore(t, 100, 40)
	e.press("1", "<enter>")
	asked := func() (n int) {
		for _, entry := range e.tenant.Log().Entries() {
			if strings.HasPrefix(entry.Target, "/users/") {
				n++
			}
		}
		return n
	}
	before := asked()
	e.press("[")
	e.shows(`"created_at"`, `"identities"`)
	e.press("[", "]", "j")
	if n := asked() - before; n != 1 {
		t.Errorf("it was asked for %d times", n)
	}
	e.press("r")
	if n := asked() - before; n != 2 {
		t.Errorf("after a refresh it was asked for %d times in all", n)
	}
}

func TestThereIsNoDocumentOfWhatNobodyKnows(t *testing.T) {
	for name, keys := range map[string][]string{
		"a user who is gone": {"1", "G"}, "an application that is only named": {"5", "G"}, "a connection that is only named": {"6", "/", "contractors", "<enter>"},
	} {
		t.Run(name, func(t *testing.T) {
			e := explore(t, 100, 24)
			e.press(keys...)
			e.press("<enter>", "[")
			e.shows("[JSON]", "No document")
			e.press("<esc>", "Y")
			e.shows("HTTP request")
			e.hides("JSON")
		})
	}
}

func TestTheDocumentOfAnApplicationIsTheServersWithoutItsSecret(t *testing.T) {
	e := explore(t, 100, 40)
	e.press("5", "<enter>", "[")
	e.shows(`"client_id"`, `"app_type"`)
	e.hides("Callbacks")
}

func TestFieldsAreNotMarked(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("1", "<enter>", " ", "A")
	e.hides("marked")
	e.press("]", " ")
	e.shows("1 marked")
}

func TestATabSaysThatThereAreOtherWays(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("1", "<enter>", "]]]")
	e.shows("Approver  +3 paths")
}

func TestAFieldThatHasNoRoomIsSaidBelow(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("2", "<enter>")
	e.hides("or the corporate")
	e.press("j")
	e.shows("Everyone on the payroll", "or the corporate")
	e.press("j")
	e.hides("or the corporate")
}
