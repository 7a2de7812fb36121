package session

import (
	"path/filepath"
	"sync"
	"time"

	"authzx/internal/cli/command"
	"authzx/internal/config"
	"authzx/internal/history"
	"authzx/internal/routine"
	"authzx/internal/tenant"
)

// historyOf is where the states of a tenant are kept.
func historyOf(folder string, h config.History) history.Store {
	const day, megabyte = 24 * time.Hour, 1 << 20
	return history.Store{
		Folder: filepath.Join(folder, "history"),
		Limits: history.Limits{Keep: h.Keep, Age: time.Duration(h.Days) * day, Size: int64(h.Megabytes) * megabyte},
	}
}

// History is where the states of this tenant are kept.
func (s *Session) History() history.Store { return historyOf(s.Tenant.Folder(), s.history) }

// keeper keeps the states that are read, beside the program: nothing waits but its
// end, and who asks for what was kept. What can't be kept is no trouble to anybody.
type keeper struct {
	store   func() history.Store
	working routine.Group

	mu      sync.Mutex
	waiting []tenant.State // in the order in which they were read; the first is being saved
	idle    *sync.Cond
}

// newKeeper makes one that is done when the run ends.
func newKeeper(r *command.Run, store func() history.Store) *keeper {
	k := &keeper{store: store}
	k.idle = sync.NewCond(&k.mu)
	r.Later(func() error { k.working.Wait(); return nil })
	return k
}

// keep has a state saved.
func (k *keeper) keep(s tenant.State) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.waiting = append(k.waiting, s)
	if len(k.waiting) == 1 {
		k.working.Go(k.saveAll)
	}
}

// saveAll saves until nothing waits.
func (k *keeper) saveAll() {
	for {
		k.mu.Lock()
		next := k.waiting[0]
		k.mu.Unlock()
		k.save(next)
		k.mu.Lock()
		k.waiting = k.waiting[1:]
		over := len(k.waiting) == 0
		k.idle.Broadcast()
		k.mu.Unlock()
		if over {
			return
		}
	}
}

// settle waits until all that was read is saved.
func (k *keeper) settle() {
	k.mu.Lock()
	defer k.mu.Unlock()
	for len(k.waiting) > 0 {
		k.idle.Wait()
	}
}

func (k *keeper) save(s tenant.State) {
	graph, switches, err := tenant.Keys(s)
	if err != nil {
		return
	}
	one := history.State{At: s.Graph.At(), Document: func() ([]byte, error) { return tenant.Kept(s) }, Key: graph, Rest: switches}
	_ = k.store().Save(one, func(before []byte) string {
		return whatChanged(before, s)
	})
}
