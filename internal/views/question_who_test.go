package views

import "testing"

// askedAboutMany asks whether many users are added to a group.
func askedAboutMany(t *testing.T) *driver {
	t.Helper()
	e := explore(t, 80, 24)
	e.press("1", "A", "a", "treas", "<tab>", "<enter>")
	e.until("Apply 58")
	return e
}

func TestEverybodyWhomAQuestionConcernsCanBeLookedAt(t *testing.T) {
	e := askedAboutMany(t)
	before := len(e.tenant.Log().Entries())
	e.press("<f4>")
	e.shows("Who and what is affected")
	e.press("mona haddad", "<enter>")
	e.shows("Mona Haddad", "mona@acme.test", "+ pay:invoices by Treasury")
	e.press("<enter>")
	e.shows("Apply 58 changes", "to continue, type")
	e.press("<f4>", "treasury", "<enter>")
	e.shows("Named in a change")
	e.press("<esc>")
	e.shows("to continue, type")
	e.press("<esc>")
	e.hides("Apply 58")
	if n := len(e.tenant.Log().Entries()); n != before {
		t.Errorf("%d requests were sent by looking", n-before)
	}
}

func TestLookingAtOneOfAFewAnswersNothing(t *testing.T) {
	e := explore(t, 120, 40)
	e.press("1", "/", "ann archer", "<enter>", "a", "treas", "<tab>", "<enter>")
	e.shows("Apply this change?", "o who")
	before := len(e.tenant.Log().Entries())
	e.press("o", "ann", "<enter>")
	e.shows("+ close:periods by Treasury")
	e.press("<esc>")
	e.shows("Apply this change?", "y yes")
	if n := len(e.tenant.Log().Entries()); n != before {
		t.Errorf("%d requests were sent by looking", n-before)
	}
}
