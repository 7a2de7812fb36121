package config

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"authzx/internal/private"
)

// Switch is a setting that a person may turn on or off, or leave to authzx.
type Switch int

// The positions of a switch.
const (
	Auto Switch = iota
	On
	Off
)

// UI is how the explorer looks and behaves on this person's terminals.
type UI struct {
	// Theme is auto, dark or light.
	Theme string
	// Own are colours in place of the theme's, from a file of the person's.
	Own map[string]string
	// Refresh is after how long the tenant is read again; 0 is never.
	Refresh time.Duration
	// Colours is auto, truecolor, 256, 16 or none.
	Colours string
	// Mouse says whether clicks are wanted; the terminal's own selection then
	// needs shift.
	Mouse bool
	// ASCII keeps to ASCII borders and signs; Auto goes by the locale.
	ASCII Switch
	// SynchronizedOutput brackets each frame so that it can't tear; Auto asks
	// the terminal's name.
	SynchronizedOutput Switch
}

func defaultUI() UI { return UI{Theme: "auto", Colours: "auto"} }

// applyEnvironment puts NO_COLOR and its flag above the file.
func (u *UI) applyEnvironment(env Env, flags Flags) {
	if flags.NoColour || env.value(varNoColour) != "" {
		u.Colours = "none"
	}
}

func themes() []string { return []string{"auto", "dark", "light"} }

// ThemeColours are the names of the colours that a theme file may give.
func ThemeColours() []string {
	return []string{
		"accent", "muted", "border", "red", "green", "yellow", "blue", "purple", "orange", "pink",
		"user", "group", "role", "permission", "application", "connection",
	}
}

// themeOf takes the name of a theme, or the path of a file of colours.
func themeOf(ui *UI, env Env, file string) func(any) string {
	return func(value any) string {
		name, ok := value.(string)
		switch {
		case !ok:
			return notText
		case slices.Contains(themes(), name):
			ui.Theme = name
			return ""
		case !strings.HasSuffix(name, ".toml"):
			return quoted(name) + " is unknown"
		}
		data, err := private.ReadAtMost(env.resolve(name, file), mostTheme)
		if err != nil {
			return "can't be read: " + err.Error()
		}
		return ui.readTheme(string(data))
	}
}

// mostTheme is how large a theme file may be.
const mostTheme = 64 << 10

// readTheme takes the colours of a theme file, or says what is wrong with it.
func (u *UI) readTheme(data string) (problem string) {
	var colours map[string]any
	if _, err := toml.Decode(data, &colours); err != nil {
		return "names a file that isn't TOML"
	}
	own := map[string]string{}
	value := regexp.MustCompile(`^(#[0-9a-fA-F]{6}|[0-9]{1,3})$`)
	for _, name := range slices.Sorted(maps.Keys(colours)) {
		given, _ := colours[name].(string)
		switch {
		case name == "base" && slices.Contains(themes(), given):
			u.Theme = given
		case name == "base":
			return "names a file whose base is none of " + strings.Join(themes(), ", ")
		case !slices.Contains(ThemeColours(), name):
			return "names a file with the unknown colour " + quoted(name) + "; there are " + strings.Join(ThemeColours(), ", ")
		case !value.MatchString(given):
			return "names a file in which " + name + ` isn't a colour such as "#6cb6ff" or "12"`
		default:
			own[name] = given
		}
	}
	u.Own = own
	return ""
}

// leastRefresh is the shortest time after which a tenant may be read again by itself.
const leastRefresh = 10 * time.Second

// refreshOf takes the time after which the tenant is read again.
func refreshOf(ui *UI) func(any) string {
	return func(value any) string {
		s, ok := value.(string)
		if !ok {
			return notText
		}
		d, err := time.ParseDuration(s)
		if err != nil || d != 0 && d < leastRefresh {
			return "is not a duration of " + leastRefresh.String() + " or more"
		}
		ui.Refresh = d
		return ""
	}
}
