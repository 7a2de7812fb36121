package views

import (
	"testing"

	"authzx/internal/tenant"
	"authzx/internal/views/desk"
)

func TestProductionIsUnlockedByTypingTheTenantsName(t *testing.T) {
	e := exploreSteady(t, 80, 24, func(id *tenant.Identity) { id.Production = true })
	e.shows("PROD", "read-only")
	e.press("!")
	e.shows("Unlock writing?", "This is a production tenant")
	e.press("acm", "<enter>")
	e.shows("Unlock writing?")
	e.press("e", "<enter>")
	e.shows("read-write")
	e.hides("read-only")
	e.press("!")
	e.shows("read-only")
}

func TestAnUnlockThatIsGivenUpLeavesItReadOnly(t *testing.T) {
	e := exploreSteady(t, 80, 24, func(id *tenant.Identity) { id.Production = true })
	e.press("!", "acme", "<esc>")
	e.shows("read-only")
}

func TestAnOrdinaryTenantIsLockedAndUnlockedByOneKey(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.shows("● read-write")
	e.press("!")
	e.shows("● read-only")
	e.press("!")
	e.shows("● read-write")
}

func TestAReadOnlyProfileCannotBeUnlocked(t *testing.T) {
	e := exploreSteady(t, 80, 24, func(id *tenant.Identity) { id.ReadOnly = true })
	e.press("!")
	e.shows("● read-only", "can't be unlocked")
}

func TestWhatForbidsWritingIsNamed(t *testing.T) {
	for _, by := range []string{"--read-only", "AUTHZX_READ_ONLY"} {
		e := exploreSteady(t, 80, 24, func(id *tenant.Identity) { id.ReadOnly = true })
		e.desk.ReadOnly = by
		e.desk.Lock = desk.NewLock(e.desk.Desk)
		e.press("!")
		e.shows("● read-only", by+" is set: it can't be unlocked")
		e.hides("the profile is")
	}
}

func TestTheQuestionOfALockedProfileUnlocksInsteadOfSending(t *testing.T) {
	e := exploreSteady(t, 80, 24, func(id *tenant.Identity) { id.Production = true })
	e.press("/", "ann@", "<enter>", "a")
	e.shows("read-only: the review lets you unlock")
	e.press("!zzz", "<enter>")
	e.shows("nothing selected")
	e.press("<esc>", "engin", "<enter>")
	e.shows("Read-only: press ! to unlock", "! unlock   n no")
	e.hides("y yes")
	e.press("y")
	e.shows("not sent: read-only")
	e.press("!", "acme", "<enter>")
	e.shows("to continue, type acme", "read-write")
	e.press("acme", "<enter>")
	e.shows("1 change applied, verified")
}

func TestNothingIsUnlockedInAQuestionThatIsLockedForGood(t *testing.T) {
	e := exploreSteady(t, 80, 24, func(id *tenant.Identity) { id.ReadOnly = true })
	e.press("/", "ann@", "<enter>", "a", "engin", "<enter>")
	e.shows("can't be unlocked", "n no")
	e.hides("y yes", "! unlock")
}

func TestNothingThatWritesIsSentWhileItIsLocked(t *testing.T) {
	e := exploreSteady(t, 80, 24, nil)
	e.press("!", "8", "/", "DELETE /groups/{id}", "<enter>", "<enter>", e.desk.Data.Graph.Groups()[0].ID.Raw(), "<enter>", "<ctrl+r>")
	e.shows("Read-only: nothing was sent. Unlock writing?")
	e.press("<enter>")
	e.shows("read-only")
	e.hides("Send this")
	e.press("<ctrl+r>", "y")
	e.shows("● read-write", "Send this DELETE?")
	if got := e.last(); got.Number != 0 {
		t.Errorf("sent %s %s", got.Method, got.Target)
	}
}

func TestWhatIsLockedForGoodOffersNoKey(t *testing.T) {
	e := exploreSteady(t, 80, 24, func(id *tenant.Identity) { id.ReadOnly = true })
	for _, path := range []string{"POST /groups", "POST /configuration/import"} {
		e.press("<esc>", "<esc>", "8", "<esc>", "/", path, "<enter>", "<enter>", "<ctrl+r>")
		e.shows("not sent: the profile is read_only")
		e.hides("Unlock writing?")
	}
}

func TestAWriteToProductionAsksForTheTenantsName(t *testing.T) {
	e := exploreSteady(t, 80, 24, func(id *tenant.Identity) { id.Production = true })
	e.press("!", "acme", "<enter>", "8", "/", "POST /groups", "<enter>", "<enter>")
	e.write(`{"name":"Night shift","description":"Those who work at night"}`)
	e.press("<ctrl+r>")
	e.shows("PROD", "POST /groups", "to acme", "undo")
	e.press("y", "<enter>")
	if got := e.last(); got.Number != 0 {
		t.Errorf("sent %s %s before the name was typed", got.Method, got.Target)
	}
	e.press("<backspace>", "acme", "<enter>")
	e.shows("200 OK")
	if len(e.desk.Data.Graph.GroupsNamed(e.desk.Data.Graph.Groups()[0].Name)) == 0 {
		t.Error("the graph is empty")
	}
}
