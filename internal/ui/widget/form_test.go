package widget

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"github.com/charmbracelet/x/ansi"
)

func newForm() *Form {
	f := NewForm(testTheme(),
		Field{Name: "id", Label: "id", Kind: FixedField, Value: text.New("g1")},
		Field{Name: "name", Label: "name", Kind: LineField, Value: text.New("Finance"), Limit: 10},
		Field{Name: "description", Label: "description", Kind: LinesField, Value: text.New("line\r\nwith\ttab")},
		Field{Name: "type", Label: "type", Kind: ChoiceField, Value: text.New("b"), Options: []Option{{Value: text.New("a")}, {Value: text.New("b")}}},
		Field{Name: "on", Label: "on", Kind: ToggleField},
		Field{Name: "app", Label: "application", Kind: ReferenceField},
	)
	f.SetSize(60, 12)
	return f
}

func TestTheFocusGoesRoundTheFieldsThatCanBeAltered(t *testing.T) {
	f := newForm()
	var got []string
	for range 6 {
		got = append(got, string(f.Focused()))
		f.Next()
	}
	if s := strings.Join(got, " "); s != "name description type on app name" {
		t.Errorf("the focus went %s", s)
	}
	f.Prev()
	f.Prev()
	if f.Focused() != "app" || f.Focus("id") || !f.Focus("on") {
		t.Error("going back, or to a field by name")
	}
	if NewForm(testTheme(), Field{Name: "id", Kind: FixedField}).Focused() != "" {
		t.Error("a form that can only be read has a focus")
	}
}

func TestAFormIsDirtyWhileAnyValueDiffers(t *testing.T) {
	for _, c := range []struct {
		name   string
		field  Words
		do     []string
		undo   []string
		event  FormEvent
		expect string
	}{
		{"a line", "name", []string{"s"}, []string{"backspace"}, FormChanged, "Finances"},
		{"several lines", "description", []string{"x"}, []string{"backspace"}, FormChanged, "xline\r\nwith\ttab"},
		{"a choice", "type", []string{"right"}, []string{"left"}, FormChanged, "a"},
		{"a switch", "on", []string{"space"}, []string{"space"}, FormChanged, ""},
		{"a reference", "app", []string{"enter"}, nil, FormPick, ""},
		{"enter goes on from a choice", "type", []string{"enter"}, nil, FormNone, "b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newForm()
			f.Focus(c.field)
			var event FormEvent
			for _, k := range c.do {
				event = f.Update(key(k))
			}
			if event != c.event {
				t.Errorf("the event is %v, want %v", event, c.event)
			}
			if got := f.Text(c.field).Raw(); got != c.expect {
				t.Errorf("the value is %q, want %q", got, c.expect)
			}
			if f.Dirty() != (c.event == FormChanged) || f.DirtyField(c.field) != f.Dirty() {
				t.Errorf("dirty is %v", f.Dirty())
			}
			for _, k := range c.undo {
				f.Update(key(k))
			}
			if f.Dirty() {
				t.Errorf("still dirty after taking it back: %q", f.Text(c.field).Raw())
			}
		})
	}
}

func TestAReferenceIsGivenBack(t *testing.T) {
	f := newForm()
	f.SetReference("app", text.New("client"), Spans{Foreign(testTheme().Application, text.New("The App"))})
	if f.Text("app").Raw() != "client" || !f.Dirty() || !strings.Contains(ansi.Strip(f.View()), "The App") {
		t.Error("the reference is not there")
	}
}

func TestAFaultStaysUntilTheFieldIsAltered(t *testing.T) {
	f := newForm()
	f.Focus("on")
	f.SetFault("name", Spans{Say(testTheme().Bad, "is in use")})
	if !strings.Contains(ansi.Strip(f.View()), "is in use") || !f.FocusFault() || f.Focused() != "name" {
		t.Fatal("the fault is not shown, or does not get the focus")
	}
	f.Update(key("x"))
	if strings.Contains(ansi.Strip(f.View()), "is in use") || f.FocusFault() {
		t.Error("the fault is still there")
	}
}

func TestLengthsAreCountedInUTF16Units(t *testing.T) {
	f := newForm()
	f.SetText("name", text.New("ab😀"))
	if view := ansi.Strip(f.View()); !strings.Contains(view, "4/10") {
		t.Errorf("the counter is wrong:\n%s", view)
	}
}

func TestTheFocusedFieldIsOnScreenHoweverLowItIs(t *testing.T) {
	for _, size := range [][2]int{{60, 2}, {30, 2}, {30, 3}, {60, 1}} {
		f := newForm()
		f.SetSize(size[0], size[1])
		for range 7 {
			if view := ansi.Strip(f.View()); !strings.Contains(view, "▌") {
				t.Errorf("at %v the field %s is out of sight:\n%s", size, f.Focused(), view)
			}
			f.Next()
		}
	}
}

func TestUnalteredValuesKeepWhatCannotBeTyped(t *testing.T) {
	raw := "a\x00b\xff\xed\xa0\x80\tc\n\ufffd\u009b"
	f := NewForm(testTheme(), Field{Name: "n", Kind: LineField, Value: text.New(raw)}, Field{Name: "m", Kind: LinesField, Value: text.New(raw)})
	f.Update(key("x"))
	f.Focus("m")
	f.Update(key("y"))
	if got := f.Text("n").Raw(); got != raw+"x" {
		t.Errorf("the line became %q", got)
	}
	if got := f.Text("m").Raw(); got != "y"+raw {
		t.Errorf("the lines became %q", got)
	}
	f.Focus("n")
	f.Update(tea.PasteMsg{Content: "\x1b]0;x\x07"})
	if got := f.Text("n").Raw(); got != raw+"x]0;x" {
		t.Errorf("a paste made it %q", got)
	}
}
