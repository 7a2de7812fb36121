//go:build unix

package terminal

import "testing"

// What a terminal sends that reports the locks with every key.
const (
	lockedDigits = "\x1b[57400u\x1b[57401;129u\x1b[57403u" // 1, 2 with Num Lock and 4, of the keypad
	lockedWord   = "\x1b[97;129u\x1b[98;65u\x1b[99;193u"   // a with Num Lock, b with Caps Lock, c with both
	lockedFour   = "\x1b[57403;129u"                       // of the keypad
	lockedEnter  = "\x1b[57414;129u"                       // of the keypad
	lockedEscape = "\x1b[27;129u"
	lockedSlash  = "\x1b[47;129u"
	lockedHelp   = "\x1b[63;129u"
)

func TestKeysReportedWithTheLocksAreText(t *testing.T) {
	for name, path := range map[string][]string{ // keys, and what the screen shows then
		"in a filter":             {lockedSlash, "/ "},
		"in the palette":          {":", "Go to"},
		"in a form":               {"2", "25 groups", "n", "New"},
		"in a picker":             {"a", "type to filter"},
		"in a typed confirmation": {"2", "25 groups", "D", "to continue, type Employees"},
		"in a reason":             {"2", "25 groups", "D", "to continue, type Employees", "\x12", "A ticket or a few words"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := open(t, t.TempDir(), 80, 24, "demo")
			e.shows("61 users", "Ann Archer")
			for i := 0; i < len(path); i += 2 {
				e.types(path[i])
				e.shows(path[i+1])
			}
			e.types(lockedDigits + lockedWord)
			e.shows("124aBC")
		})
	}
}

func TestKeysReportedWithTheLocksActAsTheKeysTheyAre(t *testing.T) {
	e := open(t, t.TempDir(), 80, 24, "demo")
	e.shows("61 users", "Ann Archer")
	e.types(lockedFour)
	e.shows("45 permissions")
	e.types(lockedEnter)
	e.shows("Held by")
	e.types(lockedHelp)
	e.shows("─ Keys ─")
	e.types(lockedEscape + lockedEscape)
	e.shows("45 permissions")
}
