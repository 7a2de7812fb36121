package tenant

import (
	"sync"

	"authzx/internal/api"
)

// logSize is how many exchanges a log keeps.
const logSize = 2_000

// logBodies is how many bytes of bodies it keeps; the oldest bodies go first.
const logBodies = 16 << 20

// Entry is one exchange of the log, with its number in this run.
type Entry struct {
	api.Exchange
	Number int
}

// Log keeps the last exchanges of this run. It is safe for concurrent use.
type Log struct {
	mu      sync.Mutex
	size    int
	entries []Entry
	bodies  int
	next    int
	stamp   int
	grown   func() // told after each exchange; may be nil
}

// NewLog keeps the last n exchanges.
func NewLog(n int) *Log { return &Log{size: n, next: 1} }

// Add takes one exchange. Its bodies are masked already.
func (l *Log) Add(x api.Exchange) {
	if grown := l.add(x); grown != nil {
		grown()
	}
}

// tell has grown called after each exchange from now on.
func (l *Log) tell(grown func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.grown = grown
}

// add takes one exchange and gives whom to tell.
func (l *Log) add(x api.Exchange) func() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.entries = append(l.entries, Entry{Exchange: x, Number: l.next})
	l.next++
	l.stamp++
	l.bodies += len(x.Request) + len(x.Answer)
	if over := len(l.entries) - l.size; over > 0 {
		for _, e := range l.entries[:over] {
			l.bodies -= len(e.Request) + len(e.Answer)
		}
		l.entries = append([]Entry(nil), l.entries[over:]...)
	}
	for i := range l.entries {
		if l.bodies <= logBodies {
			break
		}
		e := &l.entries[i]
		l.bodies -= len(e.Request) + len(e.Answer)
		e.Omitted = e.Omitted || len(e.Request)+len(e.Answer) > 0
		e.Request, e.Answer = nil, nil
	}
	return l.grown
}

// Entries are the exchanges, the oldest first.
func (l *Log) Entries() []Entry {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]Entry(nil), l.entries...)
}

// Stamp is another number after each exchange.
func (l *Log) Stamp() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.stamp
}
