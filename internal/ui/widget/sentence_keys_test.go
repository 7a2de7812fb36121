package widget

import (
	"testing"

	"authzx/internal/ui/theme"
)

// testKeys are the keys that widgets name.
func testKeys(action string) (string, bool) {
	key, ok := map[string]string{
		"overlay.escape": "esc", "question.yes": "y", "question.no": "n", "question.page_down": "pgdn", "form.open": "enter",
	}[action]
	return key, ok
}

func TestTheKeysOfASentenceStandOut(t *testing.T) {
	th := theme.New(theme.Options{Keys: testKeys})
	got := Keyed(th, th.Muted, "{question.yes} yes {undo}")
	want := Spans{Say(th.Key, "y"), Say(th.Muted, " yes {undo}")}
	if len(got) != 2 || got[0].text != want[0].text || got[1].text != want[1].text || got[0].Plain() != "y" || got.Plain() != "y yes {undo}" {
		t.Errorf("gives %q", got.Plain())
	}
	if Line(th, 12, got...) == Line(th, 12, Say(th.Muted, "y yes {undo}")) {
		t.Error("the key looks like the words")
	}
}
