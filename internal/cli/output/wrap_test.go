package output

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestTextOnATerminalIsWrappedAndNothingOfItIsLost(t *testing.T) {
	said := "Ann Archer\n" +
		"  permission  approve:expenses  Payables Trainees › Accounts Payable › Finance › Expense Desk  +2 paths\n" +
		"  \x1b[1mfinding\x1b[m  " + strings.Repeat("word ", 40) + "end\n" + strings.Repeat("x", 200) + "\n"
	for _, width := range []int{20, 60, 80} {
		var b strings.Builder
		w := Wrapped(&b, width)
		for _, part := range []string{said[:15], said[15:70], said[70:]} { // as a buffer hands it on
			if n, err := w.Write([]byte(part)); err != nil || n != len(part) {
				t.Fatal(n, err)
			}
		}
		for line := range strings.Lines(b.String()) {
			if n := ansi.StringWidth(line); n > width {
				t.Errorf("%d cells in a terminal of %d: %q", n, width, line)
			}
		}
		bare := func(s string) string { return strings.Join(strings.Fields(ansi.Strip(s)), "") }
		if bare(b.String()) != bare(said) {
			t.Errorf("something is lost:\n%s", b.String())
		}
	}
}

func TestParagraphsAreBrokenAtBlanksAndCommandsStayWhole(t *testing.T) {
	const said = "--snapshot takes a file of a tenant, such as one-made-by-export.toml, or @REF.\n\n  authzx plan --to tenant.toml --out plan.json\nend"
	for width, want := range map[int]string{
		30: "--snapshot takes a file of a\ntenant, such as\none-made-by-export.toml, or\n@REF.\n\n  authzx plan --to tenant.toml --out plan.json\nend",
		90: said,
	} {
		if got := Paragraphs(said, width); got != want {
			t.Errorf("at %d:\n%s", width, got)
		}
	}
}
