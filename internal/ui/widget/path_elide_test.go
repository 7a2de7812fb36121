package widget

import (
	"testing"

	"authzx/internal/ui/theme"
)

func TestAPathGivesWayInTheMiddle(t *testing.T) {
	const whole = "Accounts Payable › Finance › Company › Expense Desk"
	for w, want := range map[int]string{
		60: whole,
		45: "Accounts Payable › … › Company › Expense Desk",
		44: "Accounts Payable › … › Expense Desk",
		35: "Accounts Payable › … › Expense Desk",
		30: "Accounts Pay… › … › Expense De…",
		20: "Account… › … › Expen…",
	} {
		s := Spans{{text: whole}}
		got := s.elide(w, " › ", theme.New(theme.Options{}).Glyphs).Plain()
		if w >= 35 && got != want || width(got) > w {
			t.Errorf("in %d cells: %q (%d), want %q", w, got, width(got), want)
		}
	}
	two := Spans{{text: "Accounts Payable › Expense Desk"}}
	if got := two.elide(24, " › ", theme.New(theme.Options{}).Glyphs).Plain(); width(got) > 24 || got[:8] != "Accounts"[:8] {
		t.Errorf("%q", got)
	}
	if got := two.elide(60, " › ", theme.New(theme.Options{ASCII: true}).Glyphs).Plain(); got != "Accounts Payable > Expense Desk" {
		t.Errorf("%q", got)
	}
	if got := (Spans{{text: "no path at all, however long it is"}}).elide(10, " › ", theme.New(theme.Options{}).Glyphs).Plain(); got != "no path at all, however long it is" {
		t.Errorf("%q", got)
	}
}
