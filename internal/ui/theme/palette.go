package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
)

// palette is the dozen colours that all tokens are mixed from; nil is the
// terminal's own.
type palette struct {
	muted, border, accent            color.Color
	red, green, yellow, blue, purple color.Color
	orange, pink                     color.Color
	// kinds are the colours of names by kind, where somebody chose them.
	kinds map[string]color.Color
	// faintMuted asks for the faint weight where no grey can be relied on.
	faintMuted bool
	// mono has no colours at all: weights alone must do.
	mono bool
}

// inks are the colours of a theme, those that somebody chose among them.
func inks(o Options) palette {
	p := given(o)
	if p.mono {
		return p
	}
	p.kinds = map[string]color.Color{}
	named := p.named()
	for name, value := range o.Own {
		if into, ok := named[name]; ok {
			*into = lipgloss.Color(value)
		} else {
			p.kinds[name] = lipgloss.Color(value)
		}
	}
	if o.Own["muted"] != "" {
		p.faintMuted = false
	}
	return p
}

// named are the colours by the names that a theme file gives them.
func (p *palette) named() map[string]*color.Color {
	return map[string]*color.Color{
		"muted": &p.muted, "border": &p.border, "accent": &p.accent, "red": &p.red, "green": &p.green, "yellow": &p.yellow,
		"blue": &p.blue, "purple": &p.purple, "orange": &p.orange, "pink": &p.pink,
	}
}

// kind is the colour of a kind's names.
func (p palette) kind(name string, otherwise color.Color) Style {
	if own, ok := p.kinds[name]; ok {
		otherwise = own
	}
	return ink{colour: otherwise}.style()
}

// given is the palette for a terminal.
func given(o Options) palette {
	light := o.Name == Light || o.Name != Dark && o.LightBackground
	switch {
	case o.Profile == None:
		return palette{faintMuted: true, mono: true}
	case o.Profile == ANSI16 && light:
		return basic(lipgloss.Black, lipgloss.Red, lipgloss.Green, lipgloss.Yellow,
			lipgloss.Blue, lipgloss.Magenta, lipgloss.Cyan)
	case o.Profile == ANSI16:
		return basic(lipgloss.White, lipgloss.BrightRed, lipgloss.BrightGreen, lipgloss.BrightYellow,
			lipgloss.BrightBlue, lipgloss.BrightMagenta, lipgloss.BrightCyan)
	case light:
		return palette{
			muted: lipgloss.Color("#6a6f78"), border: lipgloss.Color("#a9aeb8"), accent: lipgloss.Color("#005fb8"),
			red: lipgloss.Color("#b3261e"), green: lipgloss.Color("#1a7a3c"), yellow: lipgloss.Color("#8a6100"),
			blue: lipgloss.Color("#1f5fbf"), purple: lipgloss.Color("#7b3fb5"),
			orange: lipgloss.Color("#a34a00"), pink: lipgloss.Color("#b0246b"),
		}
	default:
		return palette{
			muted: lipgloss.Color("#8b919c"), border: lipgloss.Color("#4d535e"), accent: lipgloss.Color("#6cb6ff"),
			red: lipgloss.Color("#ff7a72"), green: lipgloss.Color("#6fd08c"), yellow: lipgloss.Color("#e8c15a"),
			blue: lipgloss.Color("#7fb4ff"), purple: lipgloss.Color("#c79bff"),
			orange: lipgloss.Color("#ffab70"), pink: lipgloss.Color("#ff8fc2"),
		}
	}
}

// basic spreads seven of the sixteen colours; bright black is left out, since
// many schemes make it the background.
func basic(plain, red, green, yellow, blue, purple, cyan color.Color) palette {
	return palette{
		muted: plain, border: plain, accent: cyan, faintMuted: true,
		red: red, green: green, yellow: yellow, blue: blue, purple: purple,
		orange: yellow, pink: purple,
	}
}

func build(p palette) *Theme {
	t := &Theme{
		Muted:  ink{colour: p.muted, faint: p.faintMuted}.style(),
		Strong: ink{bold: true}.style(),
		Accent: ink{colour: p.accent, bold: p.mono}.style(),
		Title:  ink{colour: p.accent, bold: true}.style(),
		Border: ink{colour: p.border, faint: p.faintMuted}.style(),
		Focus:  ink{colour: p.accent, bold: p.mono}.style(),
		Key:    ink{colour: p.accent, bold: true}.style(),
		Hit:    ink{colour: p.orange, bold: true, underline: true}.style(),

		Cursor:  ink{colour: p.accent, bold: true}.style(),
		Current: ink{colour: p.accent, bold: true}.style(),
		Marked:  ink{colour: p.yellow, bold: true}.style(),

		Good: ink{colour: p.green}.style(),
		Warn: ink{colour: p.yellow, bold: p.mono}.style(),
		Bad:  ink{colour: p.red, bold: true}.style(),
		Prod: ink{colour: p.red, bold: true, reverse: true}.style(),

		Input:  ink{}.style(),
		Caret:  ink{reverse: true}.style(),
		TabOn:  ink{colour: p.accent, bold: true, underline: true}.style(),
		TabOff: ink{colour: p.muted, faint: p.faintMuted}.style(),

		DiffAdd: ink{colour: p.green}.style(),
		DiffDel: ink{colour: p.red, underline: p.mono}.style(),
	}
	kinds(t, p)
	document(t, p)
	return t
}

func kinds(t *Theme, p palette) {
	t.User = p.kind("user", nil)
	t.Group = p.kind("group", p.blue)
	t.Role = p.kind("role", p.purple)
	t.Permission = p.kind("permission", p.green)
	t.Application = p.kind("application", p.orange)
	t.Connection = p.kind("connection", p.pink)
}

func document(t *Theme, p palette) {
	t.JSONKey = ink{colour: p.blue, bold: p.mono}.style()
	t.JSONString = ink{colour: p.green}.style()
	t.JSONNumber = ink{colour: p.orange}.style()
	t.JSONBool = ink{colour: p.purple}.style()
	t.JSONNull = ink{colour: p.muted, faint: p.faintMuted}.style()
	t.JSONPunct = ink{colour: p.muted, faint: p.faintMuted}.style()
}
