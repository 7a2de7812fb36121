package explorer

import (
	"math"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"authzx/internal/cli/command"
)

func TestOnlyTheFirstCollectionOfGarbageIsPutOff(t *testing.T) {
	limits := func() (percent int, limit int64) {
		percent = debug.SetGCPercent(-1)
		debug.SetGCPercent(percent)
		return percent, debug.SetMemoryLimit(-1)
	}
	usual, _ := limits()
	collectLater(&command.Run{Env: command.Env{Environ: []string{"GOGC=50"}}})
	if percent, _ := limits(); percent != usual {
		t.Errorf("whoever set it finds %d", percent)
	}
	collectLater(&command.Run{})
	if percent, limit := limits(); percent != -1 || limit != firstCollection {
		t.Errorf("before the first one it is %d%%, %d bytes", percent, limit)
	}
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(time.Millisecond) {
		runtime.GC()
		percent, limit := limits()
		if percent == usual && limit == math.MaxInt64 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("after the first one it is %d%%, %d bytes", percent, limit)
		}
	}
}
