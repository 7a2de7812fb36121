package api

import (
	"context"
	"sync"

	"authzx/internal/routine"
)

// shared lets all who need a token at the same time wait for one asking, whose
// failure they share as well. It ends early when nobody waits any more.
type shared struct {
	mu  sync.Mutex
	now *asking
}

// asking is one asking for a token.
type asking struct {
	waiting int
	cancel  context.CancelFunc
	done    chan struct{} // closed once the rest is set
	token   Token
	failure *Error
	caught  *routine.Panic
}

// join waits for the asking that is under way, or for one that begins with ask;
// false when ctx ended first.
func (s *shared) join(ctx context.Context, ask func(context.Context) (Token, *Error)) (Token, *Error, bool) {
	a := s.take(ctx, ask)
	defer s.leave(a)
	select {
	case <-a.done:
		a.caught.Raise()
		return a.token, a.failure, true
	case <-ctx.Done():
		return Token{}, nil, false
	}
}

func (s *shared) take(ctx context.Context, ask func(context.Context) (Token, *Error)) *asking {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now != nil {
		s.now.waiting++
		return s.now
	}
	// What one caller gives up the others still wait for.
	own, cancel := context.WithCancel(context.WithoutCancel(ctx))
	a := &asking{waiting: 1, cancel: cancel, done: make(chan struct{})}
	s.now = a
	routine.Go(func() {
		defer s.end(a)
		a.token, a.failure = ask(own)
	}, func(*routine.Panic) {})
	return a
}

func (s *shared) end(a *asking) {
	if v := recover(); v != nil {
		a.caught = routine.Caught(v)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now == a {
		s.now = nil
	}
	close(a.done)
}

func (s *shared) leave(a *asking) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a.waiting--; a.waiting > 0 {
		return
	}
	a.cancel()
	if s.now == a {
		s.now = nil
	}
}
