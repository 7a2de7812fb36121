package command

import (
	"os"
	"time"

	"authzx/internal/config"
	"authzx/internal/private"
)

// leftAfter is how old a temporary file is that nobody comes back for.
const leftAfter = time.Hour

// sweep removes what runs that were killed left behind.
func (r *Run) sweep() {
	before := r.Env.Now().Add(-leftAfter)
	paths := config.ResolvePaths(r.Env.Config(), r.Flags.Config())
	for _, folder := range []string{paths.State, paths.Cache} {
		if folder != "" {
			private.Sweep(folder, before)
		}
	}
	if paths.File != "" {
		private.SweepBeside(paths.File, before)
	}
	private.SweepPassing(os.TempDir(), before)
}
