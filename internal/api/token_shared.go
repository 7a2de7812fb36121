package api

import (
	"context"
	"sync"
	"time"

	"authzx/internal/routine"
	"authzx/internal/secret"
	"authzx/internal/text"
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

// Token is the kept token while it is fresh, else a new one. All who wait for one
// share it, or the failure.
func (c *Credentials) Token(ctx context.Context) (Token, error) {
	if t, ok := c.kept(); ok {
		return t, nil
	}
	t, failure, ended := c.asking.join(ctx, c.obtain)
	switch {
	case !ended:
		return Token{}, c.canceled(ctx)
	case failure != nil:
		return Token{}, failure
	}
	return t, nil
}

// obtain gets a token from the cache or else from an endpoint.
func (c *Credentials) obtain(ctx context.Context) (Token, *Error) {
	select {
	case c.turn <- struct{}{}:
		defer func() { <-c.turn }()
	case <-ctx.Done():
		return Token{}, c.canceled(ctx)
	}
	if t, ok := c.kept(); ok { // who had the turn before has brought one
		return t, nil
	}
	unlock, err := c.o.Cache.lock(ctx, c.waitForOther)
	defer unlock()
	if ctx.Err() != nil {
		return Token{}, c.canceled(ctx)
	}
	c.noteFailure("tokens are not shared with other processes", err)
	if t, ok := c.cached(); ok {
		return t, nil
	}
	t, failure := c.fetch(ctx)
	if failure != nil {
		return Token{}, failure
	}
	c.keep(t)
	c.noteFailure("the token is not kept on disk", c.o.Cache.store(t))
	return t, nil
}

// waitForOther tells that another process has the lock.
func (c *Credentials) waitForOther(limit time.Duration) {
	c.o.OnWait(Wait{Cause: "token", For: limit, Process: true})
}

func (c *Credentials) keep(t Token) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.current = t
}

// Drop forgets t, because the server refused it: it is not taken from disk again either.
func (c *Credentials) Drop(t Token) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.dropped = t.Value
	if same(c.current.Value, t.Value) {
		c.current = Token{}
	}
}

// same compares two secrets, which know no ==.
func same(a, b secret.Secret) bool { return a.Reveal() == b.Reveal() }

func (c *Credentials) kept() (Token, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.current, c.current.fresh(c.o.Now())
}

// cached is the token on disk, where it is fresh and was not refused.
func (c *Credentials) cached() (Token, bool) {
	t, err := c.o.Cache.load()
	c.noteFailure("the cached token can't be read", err)
	c.mu.Lock()
	defer c.mu.Unlock()
	if err != nil || !t.fresh(c.o.Now()) || same(t.Value, c.dropped) {
		return Token{}, false
	}
	t.Kept = true
	c.current = t
	return t, true
}

// noteFailure tells of a fault of the cache, each once.
func (c *Credentials) noteFailure(what string, err error) {
	if err == nil {
		return
	}
	note := text.Escape(what + ": " + err.Error())
	c.mu.Lock()
	known := c.noted[note]
	c.noted[note] = true
	c.mu.Unlock()
	if !known {
		c.o.Note(note)
	}
}
