package views

import (
	"testing"
)

func TestThePaletteFindsWhatPeopleWouldType(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		on, typed, want string
	}{
		{"1", "people", "Users"},
		{"1", "apps", "Applications"},
		{"1", "settings", "Configuration"},
		{"1", "log", "Activity"},
		{"1", "lint", "Doctor"},
		{"1", "tenants", "Profiles"},
		{"1", "staged", "Changes"},
		{"1", "curl", "API"},
		{"1", "access ann archer", "Ann Archer: access"},
		{"1", "who can reimburse", "Who can reimburse:expenses"},
		{"1", "who is in treasury", "Treasury"},
		{"1", "ruth@acme", "Ruth Abrams"},
		{"2", "csv", "Export 25 rows"},
		{"2", "order by", "Group▲"},
		{"2", "create", "Name"},
		{"1", "lucene", "Search users on the server"},
		{"2", "compare", "mark two users with space"},
		{"C", "server", "Search users on the server"},
		{"9", "new group", "Description"},
		{"C", "access of a user", "Whose access?"},
		{"C", "who can", "Who can, who has, who is in"},
		{"1", "scopes", "The token has 21 of 21 scopes"},
		{"1", "token", "The token has 21 of 21 scopes"},
		{"1", "first use", "1. Turn on API access"},
		{"C", "make it so", "Give or take what?"},
		{"8", "export", "x exports the list as shown"},
		{"M", "export", "Export 61 rows"},
		{"7", "filter", "/ filters a list: 1 to 6 open the lists"},
		{"M", "sort", "s sorts by"},
	} {
		t.Run(c.typed, func(t *testing.T) {
			e := explore(t, 120, 30)
			e.press(c.on, ":", c.typed, "<enter>")
			e.hides("─ Go to ─")
			e.shows(c.want)
		})
	}
}

func TestThePaletteSaysThatNothingIsCalledSo(t *testing.T) {
	e := explore(t, 120, 30)
	e.press(":", "nothing like it")
	e.shows("No match.")
}

func TestThePaletteFindsNoSentenceByScatteredLetters(t *testing.T) {
	for _, typed := range []string{"gone", "where"} {
		e := explore(t, 120, 30)
		e.press(":", typed)
		e.hides("endpoint")
	}
}

func TestThePaletteKnowsScreensByTheirTitles(t *testing.T) {
	e := explore(t, 80, 24)
	for typed, shown := range map[string]string{"hist": "history, or back to now", "prepare": "set-up guide: prepare a tenant", "who-can": "who can"} {
		e.press(":", typed)
		e.shows(shown)
		e.press("<esc>", "<esc>")
	}
}

func TestAFormThatIsNotStagedSaysSo(t *testing.T) {
	e := explore(t, 80, 24)
	e.press("2", "n", "Night shift", "<ctrl+t>")
	e.shows("not staged: ")
	e.hides("not saved")
}
