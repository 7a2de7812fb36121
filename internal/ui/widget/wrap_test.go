package widget

import (
	"strings"
	"testing"

	"authzx/internal/racing"
	"authzx/internal/text"
)

// A line of megabytes without a blank must not take a look at all of it for each
// line that it becomes.
func TestAWordOfMegabytesIsCut(t *testing.T) {
	th := testTheme()
	for _, glyph := range []string{"x", "語", "é"} {
		word := strings.Repeat(glyph, racing.Fewer(1<<20)/len(glyph))
		lines := Spans{Say(th.Text, "short "), Whole(th.Text, text.New(word)), Say(th.Text, " end")}.Wrap(76)
		var all strings.Builder
		for _, l := range lines {
			if l.Width() > 76 {
				t.Fatalf("a line takes %d cells", l.Width())
			}
			for _, span := range l {
				all.WriteString(span.text)
			}
		}
		if got := strings.ReplaceAll(all.String(), " ", ""); got != "short"+word+"end" {
			t.Errorf("%d bytes became %d", len(word), len(got))
		}
	}
}
