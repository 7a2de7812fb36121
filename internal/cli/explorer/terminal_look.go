package explorer

import (
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"authzx/internal/cli/command"
	"authzx/internal/config"
	"authzx/internal/ui/theme"
)

// terminalLook is how the explorer draws on this terminal.
type terminalLook struct {
	theme   *theme.Theme
	profile colorprofile.Profile
	asks    bool // whether it shows frames whole
}

// lookOf goes by the settings and by what the environment says. The terminal
// itself is asked nothing: its answer would come after the first frame.
func lookOf(env command.Env, settings config.UI, keys theme.KeyNames) terminalLook {
	profile := profileOf(env, settings.Colours)
	ascii := settings.ASCII == config.On || settings.ASCII == config.Auto && !env.UTF8()
	return terminalLook{
		theme: theme.New(theme.Options{
			Name: theme.Name(settings.Theme), Own: settings.Own, Profile: themeProfile(profile),
			ASCII: ascii, Console: env.Variable("TERM") == "linux", Accessible: env.Variable("ACCESSIBLE") != "", LightBackground: lightBackground(env), Keys: keys,
		}),
		profile: profile,
		asks:    asksWhole(env, settings.SynchronizedOutput),
	}
}

func profileOf(env command.Env, colours string) colorprofile.Profile {
	switch colours {
	case "truecolor":
		return colorprofile.TrueColor
	case "256":
		return colorprofile.ANSI256
	case "16":
		return colorprofile.ANSI
	case "none":
		return colorprofile.ASCII
	}
	return colorprofile.Env(env.Environ)
}

func themeProfile(p colorprofile.Profile) theme.Profile {
	switch {
	case p >= colorprofile.TrueColor:
		return theme.TrueColor
	case p >= colorprofile.ANSI256:
		return theme.ANSI256
	case p >= colorprofile.ANSI:
		return theme.ANSI16
	}
	return theme.None
}

// lightBackground goes by COLORFGBG, which some terminals set to such as "0;15":
// text colour and background, among the 16 colours.
func lightBackground(env command.Env) bool {
	parts := strings.Split(env.Variable("COLORFGBG"), ";")
	background, err := strconv.Atoi(parts[len(parts)-1])
	const grey, white = 7, 15
	return err == nil && len(parts) > 1 && (background == grey || background >= 9 && background <= white)
}

// asksWhole reports whether the terminal is asked if it shows frames whole. Left to
// itself that is not over a line, where the answer may come when another program reads,
// unless the terminal is known to be quick to answer, and never where it is known to know
// nothing of it.
func asksWhole(env command.Env, wanted config.Switch) bool {
	if wanted != config.Auto {
		return wanted == config.On
	}
	_, remote := env.Lookup("SSH_TTY")
	_, windows := env.Lookup("WT_SESSION")
	quick := func(name string) bool { return strings.Contains(env.Variable("TERM"), name) }
	return windows || slices.ContainsFunc([]string{"alacritty", "ghostty", "kitty", "rio", "wezterm"}, quick) ||
		!remote && !strings.Contains(env.Variable("TERM_PROGRAM"), "Apple")
}
