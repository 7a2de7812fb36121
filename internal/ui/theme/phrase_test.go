package theme

import (
	"strings"
	"testing"
)

func TestASentenceTakesItsKeysFromTheTable(t *testing.T) {
	keys := map[string]string{"refresh": "%", "list.open": "o", "tree.open": "enter", "down": "↓", "undo": "u"}
	th := New(Options{ASCII: true, Keys: func(action string) (string, bool) { k, ok := keys[action]; return k, ok }})
	for sentence, want := range map[Words]string{
		"{refresh} tries again":             "% tries again",
		"not read, {refresh} tries again.":  "not read, % tries again.",
		"{list.open} and {tree.open} open":  "o and enter open",
		"{down}{undo}":                      "downu",
		"{no such thing} {} {refresh {undo": "{no such thing} {} {refresh {undo",
		"{x} {undo}":                        "{x} u",
	} {
		if got := th.Words(sentence); got != want {
			t.Errorf("%q gives %q, want %q", sentence, got, want)
		}
	}
	if got := th.Wordsf("{refresh} reads %s anew", "{undo} 100%"); got != "% reads {undo} 100% anew" {
		t.Errorf("gives %q", got)
	}
	var parts []string
	th.Phrase("press {undo}.", func(s string) { parts = append(parts, s) }, func(k string) { parts = append(parts, "["+k+"]") })
	if got := strings.Join(parts, ""); got != "press [u]." {
		t.Errorf("parts are %q", got)
	}
}
