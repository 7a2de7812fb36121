package widget

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
)

func newPicker(rows ...string) *Picker[string] {
	p := NewPicker[string](testTheme())
	p.SetSize(40, 10)
	p.SetRows(keyed(rows), keyed(rows).index())
	return p
}

func TestAPickerTellsWhatWouldChange(t *testing.T) {
	p := newPicker("has Finance", "Legal", "Sales")
	p.Toggle()
	p.Go(Down)
	p.Update(key("space"))
	if diff := cmp.Diff([][]string{{"Legal"}, {"has Finance"}}, [][]string{p.Added(), p.Removed()}); diff != "" {
		t.Error(diff)
	}
	lines := strings.Split(ansi.Strip(p.View()), "\n")
	for i, want := range []string{" - has Finance", "▌+ Legal", "   Sales"} {
		if got := strings.TrimRight(lines[i+1], " "); got != want {
			t.Errorf("row %d is %q, want %q", i, got, want)
		}
	}
	p.Toggle()
	p.Go(Top)
	p.Toggle()
	if p.Dirty() || p.Added() != nil {
		t.Error("toggling twice changes something")
	}
}

func TestSpaceIsTextOnceSomethingIsTyped(t *testing.T) {
	p := newPicker("a b", "a")
	typed(func(m tea.Msg) { p.Update(m) }, "a b")
	if got, _ := p.Current(); got != "a b" || p.Dirty() {
		t.Errorf("the cursor is on %q, picked %v", got, p.Added())
	}
	p.Toggle()
	if !p.ClearFilter() || p.ClearFilter() {
		t.Error("the filter was not cleared once")
	}
	if diff := cmp.Diff([]string{"a b"}, p.Added()); diff != "" {
		t.Error(diff)
	}
}

func TestAListThatIsPastedIsLeftToTheCaller(t *testing.T) {
	p := newPicker("ann", "bob", "has carl")
	if got := p.Update(tea.PasteMsg{Content: "bob"}); got != PickerChanged {
		t.Fatalf("one line pasted gives %v", got)
	}
	p.ClearFilter()
	if got := p.Update(tea.PasteMsg{Content: "\r\nann \r\n\r\n zoe\nhas carl\n"}); got != PickerPasted {
		t.Fatalf("a list pasted gives %v", got)
	}
	var ids []string
	for _, id := range p.Pasted() {
		ids = append(ids, id.Raw())
	}
	if diff := cmp.Diff([]string{"zoe"}, p.Add(ids)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"ann"}, p.Added()); diff != "" {
		t.Error(diff)
	}
}

func TestARefreshKeepsWhatWasPicked(t *testing.T) {
	p := newPicker("a", "b", "c")
	p.Go(Down)
	p.Toggle()
	rows := keyed{"0", "a", "b"}
	p.SetRows(rows, rows.index())
	if got, _ := p.Current(); got != "b" {
		t.Errorf("the cursor is on %q", got)
	}
	if diff := cmp.Diff([]string{"b"}, p.Added()); diff != "" {
		t.Error(diff)
	}
	p.SetRows(keyed{"c"}, nil)
	if p.Dirty() {
		t.Error("a row that is gone is still picked")
	}
}

func TestASinglePickerChoosesTheRowUnderTheCursor(t *testing.T) {
	p := newPicker("a", "b")
	p.SetSingle(true)
	p.Update(key("space"))
	if p.Dirty() {
		t.Error("space picked a row")
	}
}
