package command

import (
	"authzx/internal/cli/output"
	"authzx/internal/config"
)

// Look is how text is dressed on standard output.
func (r *Run) Look() output.Look {
	plain := !r.Env.Terminal.Out || r.Env.Variable("TERM") == "dumb"
	// The look is right even where the rest of the configuration is not.
	cfg, _ := config.Load(r.Env.Config(), r.Flags.Config())
	return output.Look{Colour: !plain && cfg.UI.Colours != "none", UTF8: r.Env.UTF8()}
}
