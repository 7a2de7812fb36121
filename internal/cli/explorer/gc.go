package explorer

import (
	"math"
	"runtime"
	"runtime/debug"

	"authzx/internal/cli/command"
)

// firstCollection is how much memory is taken before garbage is collected for the first
// time: what a tenant of usual size needs until its list is there.
const firstCollection = 40 << 20

// collectLater puts the first collection of garbage off, and with it a third of what the
// start takes. From then on all is as usual.
func collectLater(r *command.Run) {
	if r.Env.Variable("GOGC") != "" || r.Env.Variable("GOMEMLIMIT") != "" {
		return
	}
	usual := debug.SetGCPercent(-1)
	debug.SetMemoryLimit(firstCollection)
	type garbage struct{ _ [64]byte }
	runtime.SetFinalizer(&garbage{}, func(*garbage) {
		debug.SetMemoryLimit(math.MaxInt64)
		debug.SetGCPercent(usual)
	})
}
