package config

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
