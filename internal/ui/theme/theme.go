// Package theme turns meaning into ink: every colour, weight and glyph that the
// explorer draws has one name here. A Theme is built once and handed around; it
// is never altered, so any number of goroutines may read it.
package theme

// Words is wording that the program itself chose. An untyped constant becomes
// Words on its own and a string variable doesn't, so that a name which came
// from a server can't be drawn as if it were ours.
type Words string

// Name says which palette is asked for.
type Name string

// The palettes. Auto takes the light one only on a terminal that is known to be
// light.
const (
	Auto  Name = "auto"
	Dark  Name = "dark"
	Light Name = "light"
)

// Profile is how many colours there are to work with.
type Profile int

// The profiles, richest first. None still has bold, faint, underline and
// reverse, which NO_COLOR allows.
const (
	TrueColor Profile = iota
	ANSI256
	ANSI16
	None
)

// Options says what the terminal and the person want.
type Options struct {
	// Name is the palette; the zero value is Auto.
	Name Name
	// Profile is the number of colours; the zero value is TrueColor.
	Profile Profile
	// ASCII keeps every glyph within 0x20 to 0x7E.
	ASCII bool
	// Own are colours in place of the palette's, by its names and those of the kinds:
	// #rrggbb, or the number of one of the terminal's.
	Own map[string]string
	// Console keeps to the signs that the font of a Linux console has.
	Console bool
	// Accessible leaves out what a screen reader would spell: boxes, branches, what turns.
	Accessible bool
	// LightBackground is what Auto goes by.
	LightBackground bool
	// Keys names the keys in sentences; nil leaves the names of actions in them.
	Keys KeyNames
}

// Theme is the set of styles and glyphs in use. The zero value draws plain
// text without glyphs.
type Theme struct {
	// Text is the running text, Muted what may be overlooked, Strong what may not.
	Text, Muted, Strong Style
	// Accent is the program's own colour, Title a heading, Border a frame,
	// Focus the frame that has the keys.
	Accent, Title, Border, Focus Style
	// Key is a key's name in help, Hit the letters that a filter matched.
	Key, Hit Style
	// Cursor is the mark in the gutter, Current the name beside it, Marked
	// the sign of a marked row.
	Cursor, Current, Marked Style
	// Good, Warn and Bad grade a state, Prod says that this is production.
	Good, Warn, Bad, Prod Style
	// Input is text being entered, Caret the cell that the next letter goes to.
	Input, Caret Style
	// TabOn and TabOff are the tab that is shown and the others.
	TabOn, TabOff Style
	// User, Group, Role, Permission, Application and Connection colour a
	// name by its kind.
	User, Group, Role, Permission, Application, Connection Style
	// JSONKey to JSONPunct colour the tokens of a document.
	JSONKey, JSONString, JSONNumber, JSONBool, JSONNull, JSONPunct Style
	// DiffAdd and DiffDel are the two sides of a difference.
	DiffAdd, DiffDel Style
	// Glyphs are the signs that go with the styles.
	Glyphs Glyphs
	// Keys names the keys in sentences.
	Keys KeyNames
	// Linear has nothing stand beside something else: dialogs fill the screen, and there
	// are no previews.
	Linear bool
}

// New builds the theme for o.
func New(o Options) *Theme {
	t := build(inks(o))
	t.Keys = o.Keys
	t.Glyphs = unicodeGlyphs()
	switch {
	case o.ASCII:
		t.Glyphs = asciiGlyphs()
	case o.Console:
		t.Glyphs = consoleGlyphs()
	}
	if o.Accessible {
		t.Glyphs, t.Linear = t.Glyphs.spoken(), true
	}
	return t
}
