package cli

import (
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"authzx/internal/config"
	"authzx/internal/ui/theme"
)

// terminalLook is how the explorer draws on this terminal.
type terminalLook struct {
	theme   *theme.Theme
	profile colorprofile.Profile
	environ []string
}

// lookOf goes by the settings and by what the environment says. The terminal
// itself is asked nothing: its answer would come after the first frame.
func lookOf(env Env, settings config.UI) terminalLook {
	profile := profileOf(env, settings.Colours)
	ascii := settings.ASCII == config.On || settings.ASCII == config.Auto && !utf8Locale(env)
	return terminalLook{
		theme: theme.New(theme.Options{
			Name: theme.Name(settings.Theme), Profile: themeProfile(profile),
			ASCII: ascii, LightBackground: lightBackground(env),
		}),
		profile: profile,
		environ: synchronized(env.Environ, settings.SynchronizedOutput),
	}
}

func profileOf(env Env, colours string) colorprofile.Profile {
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

// utf8Locale reports whether the locale's characters are UTF-8. The first of
// the three variables that is set counts; without any the locale is C.
func utf8Locale(env Env) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if value := strings.ToLower(env.variable(name)); value != "" {
			return strings.Contains(value, "utf-8") || strings.Contains(value, "utf8")
		}
	}
	return false
}

// lightBackground goes by COLORFGBG, which some terminals set to such as "0;15":
// text colour and background, among the 16 colours.
func lightBackground(env Env) bool {
	parts := strings.Split(env.variable("COLORFGBG"), ";")
	background, err := strconv.Atoi(parts[len(parts)-1])
	const grey, white = 7, 15
	return err == nil && len(parts) > 1 && (background == grey || background >= 9 && background <= white)
}

// synchronized makes Bubble Tea ask for synchronized output, or not ask, by
// what it goes by itself: the names of terminals.
func synchronized(environ []string, wanted config.Switch) []string {
	switch wanted {
	case config.On:
		return append(slices.Clone(environ), "WT_SESSION=authzx")
	case config.Off:
		return append(slices.Clone(environ), "TERM_PROGRAM=Apple_Terminal", "SSH_TTY=authzx")
	}
	return environ
}
