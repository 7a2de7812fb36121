package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"charm.land/bubbles/v2/textarea"
)

// areaWidth is where the editing model breaks lines for its own sake; what is
// drawn scrolls sideways instead.
const areaWidth = 1024

// Area is several lines of text being entered.
type Area struct {
	theme     *theme.Theme
	model     textarea.Model
	original  text.Text
	hint      []Words
	w, h      int
	top, left int
}

// NewArea is an empty area that has the focus.
func NewArea(th *theme.Theme) *Area {
	m := textarea.New()
	m.Prompt, m.ShowLineNumbers = "", false
	m.CharLimit, m.MaxHeight, m.MaxWidth = 0, 0, 0
	m.SetVirtualCursor(false)
	m.SetWidth(areaWidth)
	k := &m.KeyMap
	k.Paste.SetEnabled(false)
	k.TransposeCharacterBackward.SetEnabled(false)
	k.SelectAll.SetEnabled(false)
	k.CopySelection.SetEnabled(false)
	k.SelectCharacterForward.SetEnabled(false)
	k.SelectCharacterBackward.SetEnabled(false)
	k.SelectWordForward.SetEnabled(false)
	k.SelectWordBackward.SetEnabled(false)
	k.SelectLineUp.SetEnabled(false)
	k.SelectLineDown.SetEnabled(false)
	k.LineStart.SetKeys("home")
	k.CharacterBackward.SetKeys("left")
	k.InsertNewline.SetKeys("enter")
	m.Focus()
	return &Area{theme: th, model: m}
}

// SetSize gives the area w by h cells.
func (a *Area) SetSize(w, h int) {
	a.w, a.h = max(0, w), max(0, h)
	a.model.SetHeight(max(1, a.h))
}

// SetHint is what stands there, in lines, while nothing has been entered.
func (a *Area) SetHint(hint Words) {
	a.hint = nil
	for l := range strings.SplitSeq(string(hint), "\n") {
		a.hint = append(a.hint, Words(l))
	}
}

// SetText replaces the text; the caret goes to its start. The text is what
// Dirty compares with.
func (a *Area) SetText(t text.Text) {
	a.original = t
	a.model.SetValue(shelter(t.Raw(), true))
	a.model.MoveToBegin()
	a.top, a.left = 0, 0
}

// Text is what has been entered.
func (a *Area) Text() text.Text {
	if a.model.Value() == shelter(a.original.Raw(), true) {
		return a.original
	}
	return text.New(unshelter(a.model.Value()))
}

// Focus gives the area the caret.
func (a *Area) Focus() { a.model.Focus() }

// Blur takes the caret away; the area then takes no keys.
func (a *Area) Blur() { a.model.Blur() }

// Line is the line of the caret, from 0.
func (a *Area) Line() int { return a.model.Line() }

// Update takes a key press or a paste and reports whether it altered the text.
func (a *Area) Update(msg tea.Msg) (changed bool) {
	switch m := msg.(type) {
	case tea.KeyPressMsg:
		if m.Text != "" && m.Mod&^tea.ModShift != 0 {
			return false
		}
	case tea.PasteMsg:
		msg = tea.PasteMsg{Content: strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(m.Content)}
	default:
		return false
	}
	before := a.model.Value()
	a.model, _ = a.model.Update(msg)
	return a.model.Value() != before
}

// View is exactly the size given, scrolled so that the caret is in it.
func (a *Area) View() string {
	if a.w == 0 || a.h == 0 {
		return ""
	}
	if a.model.Value() == "" && len(a.hint) > 0 {
		return a.hintView()
	}
	rows := strings.Split(a.model.Value(), "\n")
	at := min(a.model.Line(), len(rows)-1)
	a.top = max(0, min(a.top, len(rows)-a.h))
	a.top = max(at-a.h+1, min(a.top, at))

	caret := ""
	if a.model.Focused() {
		value := []rune(rows[at])
		caret, a.left = caretLine(a.theme, value, min(a.model.Column(), len(value)), a.w, a.left)
	}
	lines := make([]string, 0, a.h)
	for i := a.top; i < min(len(rows), a.top+a.h); i++ {
		if i == at && a.model.Focused() {
			lines = append(lines, caret)
			continue
		}
		row := Spans{Foreign(a.theme.Input, text.New(unshelter(rows[i])))}
		lines = append(lines, panned(a.theme, row, a.w, a.left))
	}
	return Block(lines, a.w, a.h)
}

func (a *Area) hintView() string {
	lines := make([]string, 0, a.h)
	for _, l := range a.hint[:min(len(a.hint), a.h)] {
		lines = append(lines, Line(a.theme, a.w-1, Say(a.theme.Muted, l)))
	}
	for i := range lines {
		if i == 0 && a.model.Focused() {
			lines[i] = a.theme.Caret.Render(" ") + lines[i]
		} else {
			lines[i] = " " + lines[i]
		}
	}
	return Block(lines, a.w, a.h)
}

// panned draws a line from the cell left on.
func panned(th *theme.Theme, s Spans, w, left int) string {
	if left == 0 {
		return s.fit(w, th.Glyphs.Ellipsis)
	}
	n := s.Width()
	if n <= left {
		return blanks(w)
	}
	return Fit(cutLeft(s.fit(n, ""), left), w, th.Glyphs.Ellipsis)
}
