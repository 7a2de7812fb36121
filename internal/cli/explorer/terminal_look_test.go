package explorer

import (
	"reflect"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"authzx/internal/cli/command"
	"authzx/internal/config"
	"authzx/internal/ui/theme"
)

func TestTheLookGoesByTheEnvironment(t *testing.T) {
	unicode := theme.New(theme.Options{}).Glyphs
	ascii := theme.New(theme.Options{ASCII: true}).Glyphs
	for name, c := range map[string]struct {
		environ  []string
		settings config.UI
		profile  colorprofile.Profile
		glyphs   theme.Glyphs
	}{
		"256 colours":           {[]string{"TERM=xterm-256color", "LANG=en_US.UTF-8"}, config.UI{Colours: "auto"}, colorprofile.ANSI256, unicode},
		"true colour":           {[]string{"TERM=xterm-256color", "COLORTERM=truecolor", "LANG=de_DE.utf8"}, config.UI{Colours: "auto"}, colorprofile.TrueColor, unicode},
		"an old terminal":       {[]string{"TERM=xterm", "LANG=C.UTF-8"}, config.UI{Colours: "auto"}, colorprofile.ANSI, unicode},
		"no colour":             {[]string{"TERM=xterm-256color", "LANG=C.UTF-8"}, config.UI{Colours: "none"}, colorprofile.ASCII, unicode},
		"colours as configured": {[]string{"TERM=xterm", "LANG=C.UTF-8"}, config.UI{Colours: "truecolor"}, colorprofile.TrueColor, unicode},
		"no locale":             {[]string{"TERM=xterm"}, config.UI{Colours: "16"}, colorprofile.ANSI, ascii},
		"a Latin-1 locale":      {[]string{"TERM=xterm", "LANG=de_DE.ISO-8859-1"}, config.UI{Colours: "16"}, colorprofile.ANSI, ascii},
		"LC_ALL before LANG":    {[]string{"TERM=xterm", "LANG=C.UTF-8", "LC_ALL=C"}, config.UI{Colours: "16"}, colorprofile.ANSI, ascii},
		"empty LC_ALL":          {[]string{"TERM=xterm", "LANG=C.UTF-8", "LC_ALL="}, config.UI{Colours: "16"}, colorprofile.ANSI, unicode},
		"ASCII all the same":    {[]string{"TERM=xterm", "LANG=C.UTF-8"}, config.UI{Colours: "16", ASCII: config.On}, colorprofile.ANSI, ascii},
		"signs all the same":    {[]string{"TERM=xterm"}, config.UI{Colours: "16", ASCII: config.Off}, colorprofile.ANSI, unicode},
	} {
		t.Run(name, func(t *testing.T) {
			look := lookOf(command.Env{Environ: c.environ}, c.settings, nil)
			if look.profile != c.profile {
				t.Errorf("profile %v, want %v", look.profile, c.profile)
			}
			if look.theme.Glyphs != c.glyphs {
				t.Errorf("glyphs %+v", look.theme.Glyphs)
			}
		})
	}
}

func TestTheBackgroundIsKnownByColorfgbg(t *testing.T) {
	for value, light := range map[string]bool{"": false, "0;15": true, "15;0": false, "0;default;15": true, "0;7": true, "15": false, "7;8": false, "x;y": false} {
		if got := lightBackground(command.Env{Environ: []string{"COLORFGBG=" + value}}); got != light {
			t.Errorf("%q: light %v", value, got)
		}
	}
}

func TestEachColourOfAThemeFileColoursSomething(t *testing.T) {
	plain := theme.New(theme.Options{})
	for _, name := range config.ThemeColours() {
		own := theme.New(theme.Options{Own: map[string]string{name: "#123456"}})
		own.Keys, plain.Keys = nil, nil
		if reflect.DeepEqual(own, plain) {
			t.Errorf("%s colours nothing", name)
		}
		if mono := theme.New(theme.Options{Profile: theme.None, Own: map[string]string{name: "#123456"}}); !reflect.DeepEqual(mono, theme.New(theme.Options{Profile: theme.None})) {
			t.Errorf("%s is a colour where there are none", name)
		}
	}
}
