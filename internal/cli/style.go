package cli

import "authzx/internal/config"

// look is how text is dressed on standard output.
func (r *run) look() Look {
	plain := !r.env.Terminal.Out || r.env.variable("TERM") == "dumb"
	// The look is right even where the rest of the configuration is not.
	cfg, _ := config.Load(r.env.config(), r.flags.config())
	return Look{Colour: !plain && cfg.UI.Colours != "none"}
}
