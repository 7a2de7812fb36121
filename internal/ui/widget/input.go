package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"charm.land/bubbles/v2/textinput"
	"github.com/charmbracelet/x/ansi"
)

// Input is one line of text being entered, with the keys of readline. It draws
// its own caret, which doesn't blink: a blinking one sends bytes for ever.
type Input struct {
	theme    *theme.Theme
	model    textinput.Model
	original text.Text
	hint     Words
	masked   bool
	clear    func(text.Text) bool // what may be seen of one that isn't masked; nil for all
	w        int
	left     int
}

// NewInput is an empty input that has the focus.
func NewInput(th *theme.Theme) *Input {
	m := textinput.New()
	m.SetVirtualCursor(false)
	m.KeyMap.Paste.SetEnabled(false)
	m.KeyMap.AcceptSuggestion.SetEnabled(false)
	m.KeyMap.NextSuggestion.SetEnabled(false)
	m.KeyMap.PrevSuggestion.SetEnabled(false)
	m.KeyMap.LineStart.SetKeys("home")
	m.KeyMap.CharacterBackward.SetKeys("left")
	m.Focus()
	return &Input{theme: th, model: m}
}

// SetSize gives the input w cells; its height is always 1.
func (in *Input) SetSize(w, _ int) { in.w = max(0, w) }

// SetHint is what stands there while nothing has been entered.
func (in *Input) SetHint(hint Words) { in.hint = hint }

// Mask has an asterisk drawn for each letter: what is entered is a secret.
func (in *Input) Mask() { in.masked = true }

// MaskUnless has asterisks drawn while what is entered is not clear: it may be a secret
// in the wrong place.
func (in *Input) MaskUnless(clear func(text.Text) bool) { in.clear = clear }

// shown is the sheltered text as it may be drawn.
func (in *Input) shown() []rune {
	value := []rune(in.model.Value())
	if in.masked || in.clear != nil && !in.clear(in.Text()) {
		for i := range value {
			value[i] = '*'
		}
	}
	return value
}

// SetText replaces the text; the caret goes to its end. The text is what Dirty
// compares with.
func (in *Input) SetText(t text.Text) {
	in.original = t
	in.model.SetValue(shelter(t.Raw(), false))
	in.model.CursorEnd()
	in.left = 0
}

// Text is what has been entered.
func (in *Input) Text() text.Text {
	raw := unshelter(in.model.Value())
	if shelter(in.original.Raw(), false) == in.model.Value() {
		return in.original
	}
	return text.New(raw)
}

// Focus and Blur give and take the caret.
func (in *Input) Focus() { in.model.Focus() }

// Blur takes the caret away; the input then takes no keys.
func (in *Input) Blur() { in.model.Blur() }

// Update takes a key press or a paste and reports whether it altered the text.
// What was pasted becomes one line.
func (in *Input) Update(msg tea.Msg) (changed bool) {
	switch m := msg.(type) {
	case tea.KeyPressMsg:
		if m.Text != "" && m.Mod&^tea.ModShift != 0 {
			return false
		}
	case tea.PasteMsg:
		msg = tea.PasteMsg{Content: oneLine(m.Content)}
	default:
		return false
	}
	before := in.model.Value()
	in.model, _ = in.model.Update(msg)
	return in.model.Value() != before
}

// oneLine is pasted text without its line breaks at both ends, those within
// turned to blanks.
func oneLine(s string) string {
	s = strings.Trim(s, "\r\n")
	return strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\u2028", " ", "\u2029", " ").Replace(s)
}

// View is one line of exactly w cells, scrolled so that the caret is in it.
func (in *Input) View() string {
	if in.w == 0 {
		return ""
	}
	value := in.shown()
	if len(value) == 0 && in.hint != "" {
		return in.hintView()
	}
	at := min(in.model.Position(), len(value))
	if !in.model.Focused() {
		return Line(in.theme, in.w, Whole(in.theme.Input, text.New(unshelter(string(value)))))
	}
	var line string
	line, in.left = caretLine(in.theme, value, at, in.w, in.left)
	return line
}

func (in *Input) hintView() string {
	hint := Say(in.theme.Muted, in.hint)
	if !in.model.Focused() {
		return Line(in.theme, in.w, hint)
	}
	return in.theme.Caret.Render(" ") + Line(in.theme, in.w-1, hint)
}

// caretLine draws one sheltered line with the caret before the code point at,
// from the cell left on or as far as it must scroll; it returns where it began.
func caretLine(th *theme.Theme, value []rune, at, w, left int) (string, int) {
	drawn := func(r []rune) string { return Whole(theme.Style{}, text.New(unshelter(string(r)))).text }
	before, under, after := drawn(value[:at]), " ", ""
	if at < len(value) {
		under = drawn(value[at : at+1])
		after = drawn(value[at+1:])
	}
	pos, span := width(before), min(width(under), w)
	if pos < left {
		left = pos
	}
	if pos+span > left+w {
		left = pos + span - w
	}
	total := pos + width(under) + width(after)
	if at == len(value) && total <= w {
		left = 0
	}
	line := th.Input.Render(before) + th.Caret.Render(under) + th.Input.Render(after)
	if left > 0 {
		line = cutLeft(line, left)
	}
	return Fit(line, w, ""), left
}

// cutLeft takes n cells away at the left. A wide glyph that is cut in two
// leaves a blank.
func cutLeft(s string, n int) string {
	want := max(0, width(s)-n)
	cut := ansi.TruncateLeft(s, n, "")
	if width(cut) > want {
		cut = ansi.TruncateLeft(s, n+1, "")
	}
	return blanks(want-width(cut)) + cut
}
