//go:build unix

package main

import (
	"cmp"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"authzx/internal/private"
)

// both opens the explorer and, where it is installed, fzf in turn, as often as figures are
// taken, so that what else the machine does meets both alike.
func (b bench) both(t tenant, columns, rows int, take func(s session, own bool) error) error {
	for range b.runs {
		s, err := b.explorer(t, columns, rows)
		if err != nil {
			return err
		}
		if err := closing(s, take(s, true)); err != nil {
			return fmt.Errorf("authzx: %w", err)
		}
		if b.fzf == "" {
			continue
		}
		if s, err = b.finder(t, columns, rows); err != nil {
			return err
		}
		if err := closing(s, take(s, false)); err != nil {
			return fmt.Errorf("fzf: %w", err)
		}
	}
	return nil
}

func closing(s session, err error) error {
	if closed := s.Close(); err == nil {
		return closed
	}
	return err
}

// pair is a figure of each of the two.
type pair struct{ own, theirs []float64 }

func (p *pair) add(own bool, value float64) {
	if own {
		p.own = append(p.own, value)
	} else {
		p.theirs = append(p.theirs, value)
	}
}

// start is how long it takes until something is drawn, until all users are there, and how
// much memory that takes at its peak.
func (b bench) start(t table, on tenant) error {
	var first, all, memory pair
	err := b.both(on, 80, 24, func(s session, own bool) error {
		took, err := s.until(drawn)
		if err != nil {
			return err
		}
		first.add(own, milliseconds(took))
		if took, err = s.until(counted(on.users)); err != nil {
			return err
		}
		all.add(own, milliseconds(took))
		if peak, ok := peakMemory(s.Pid()); ok {
			memory.add(own, peak)
		}
		return nil
	})
	if err != nil {
		return err
	}
	t.add(fmt.Sprintf("first frame, %d users", on.users), "ms", 0, first.own, first.theirs, on.goals.first)
	t.add(fmt.Sprintf("usable, %d users", on.users), "ms", 0, all.own, all.theirs, on.goals.all)
	if len(memory.own) > 0 {
		t.add(fmt.Sprintf("memory then, document of %.1f MB", float64(on.size)/1e6), "MB", 0, memory.own, memory.theirs, on.goals.memory)
	}
	return nil
}

// size is one of a terminal, with what one line down may cost there.
type size struct {
	columns, rows int
	bytes, settle string
}

// sizes are those at which keys are measured: on the wider two a preview stands beside the
// list, and is drawn once the hand rests. The floors are those of ptybench.
func sizes() []size {
	return []size{
		{80, 24, "the floor of 74", "2.5 x fzf"},
		{120, 40, "2 x the floor of 918, under 1,000", "the pause before a preview"},
		{200, 50, "2 x the floor of 962, under 1,000", "the pause before a preview"},
	}
}

// keysDown is how often one line down is measured in each session.
const keysDown = 6

// moves is what one line down costs, in bytes on the line and in time.
func (b bench) moves(t table, on tenant) error {
	for _, size := range sizes() {
		var sent, took pair
		err := b.both(on, size.columns, size.rows, func(s session, own bool) error {
			if _, err := s.until(counted(on.users)); err != nil {
				return err
			}
			key := map[bool]string{true: "j", false: "up"}[own]
			for range keysDown {
				a, err := s.key(key)
				if err != nil {
					return err
				}
				sent.add(own, float64(a.bytes))
				took.add(own, milliseconds(a.settled))
			}
			return nil
		})
		if err != nil {
			return err
		}
		where := fmt.Sprintf("a line down at %dx%d", size.columns, size.rows)
		t.add(where, "bytes", 0, sent.own, sent.theirs, size.bytes)
		t.add(where+", until drawn", "ms", 1, took.own, took.theirs, size.settle)
	}
	return nil
}

// A key that is held comes so often, so far apart.
const (
	heldKeys  = 60
	heldApart = time.Second / 30
)

// hold holds a key down, and gives what its last one led to and how much came of all.
func (s session) hold(key string) (last answer, sent int, err error) {
	before := s.Written()
	for range heldKeys - 1 {
		if err := s.Press(key); err != nil {
			return last, 0, err
		}
		time.Sleep(heldApart)
	}
	last, err = s.key(key)
	return last, s.Written() - before, err
}

// held is what each line costs on the line while the key is held down.
func (b bench) held(t table, on tenant) error {
	narrow := ""
	for _, size := range sizes() {
		var sent pair
		err := b.both(on, size.columns, size.rows, func(s session, own bool) error {
			if _, err := s.until(counted(on.users)); err != nil {
				return err
			}
			_, bytes, err := s.hold(map[bool]string{true: "j", false: "up"}[own])
			sent.add(own, float64(bytes)/heldKeys)
			return err
		})
		if err != nil {
			return err
		}
		what := fmt.Sprintf("key held for %d lines at %dx%d, per line", heldKeys, size.columns, size.rows)
		t.add(what, "bytes", 0, sent.own, sent.theirs, cmp.Or(narrow, "0.6 x fzf"))
		narrow = cmp.Or(narrow, fmt.Sprintf("1.5 x the first, %.0f", 1.5*median(sent.own)))
	}
	return nil
}

// A slow line carries so many bytes a second, and takes so long there and back.
const (
	slowRate = 9600
	slowTrip = 200 * time.Millisecond
)

// slow is how late the last of the lines comes on a slow line, beside the echo of cat.
func (b bench) slow(t table, on tenant) error {
	b.rate = slowRate
	for _, size := range sizes() {
		var late pair
		for range b.runs {
			for own, open := range map[bool]func() (session, error){
				true: func() (session, error) { return b.explorer(on, size.columns, size.rows) },
				false: func() (session, error) {
					return b.open(size.columns, size.rows, "/bin/sh", "-c", "echo 1 users; exec cat")
				},
			} {
				s, err := open()
				if err != nil {
					return err
				}
				if _, err = s.until(counted(on.users)); err == nil {
					time.Sleep(time.Second) // what the start still sends
					var last answer
					last, _, err = s.hold("j")
					late.add(own, milliseconds(last.settled+slowTrip))
				}
				if err := closing(s, err); err != nil {
					return err
				}
			}
		}
		t.add(fmt.Sprintf("slow connection: the last of %d lines at %dx%d, against cat", heldKeys, size.columns, size.rows), "ms", 0, late.own, late.theirs, "1.25 x cat")
	}
	return nil
}

// filter is how long letters take that are typed at once, and those of a hand that rested.
func (b bench) filter(t table, on tenant) error {
	for _, c := range []struct {
		what, goal string
		rest       time.Duration
		letters    []string
	}{
		{"a letter typed into the filter, %d users", "1 x fzf", 2 * time.Second, []string{"a", "n", "e"}},
		{"the first letter, typed at once", "1 x fzf", 0, []string{"a"}},
	} {
		var took pair
		err := b.both(on, 80, 24, func(s session, own bool) error {
			if _, err := s.until(counted(on.users)); err != nil {
				return err
			}
			time.Sleep(c.rest)
			if own {
				if _, err := s.key("/"); err != nil {
					return err
				}
			}
			for _, letter := range c.letters {
				a, err := s.key(letter)
				if err != nil {
					return err
				}
				took.add(own, milliseconds(a.settled))
			}
			return nil
		})
		if err != nil {
			return err
		}
		what := c.what
		if c.rest > 0 {
			what = fmt.Sprintf(what, on.users)
		}
		t.add(what, "ms", 1, took.own, took.theirs, c.goal)
	}
	return nil
}

// frame is what a person takes for at once.
const frame = "16 ms"

// answers is how long it takes until what takes long in a large tenant is shown, or is said
// to be under way.
func (b bench) answers(t table, on tenant) error {
	keys := []struct{ key, what, screen string }{
		{":", "the palette", ""}, {"2", "another list, the first time", "1"}, {"s", "the list sorted", ""}, {"M", "the matrix", "1"},
	}
	took := make([][]float64, len(keys))
	for range b.runs {
		s, err := b.explorer(on, 120, 40)
		if err != nil {
			return err
		}
		_, err = s.until(counted(on.users))
		time.Sleep(3 * time.Second) // what the start has left to do
		for i, k := range keys {
			var a answer
			if err == nil {
				a, err = s.key(k.key)
				took[i] = append(took[i], milliseconds(a.begun))
			}
			if err == nil && k.key == ":" {
				err = s.Press("esc")
			} else if err == nil && k.screen != "" {
				err = s.Press(k.screen)
			}
			time.Sleep(time.Second)
		}
		if err := closing(s, err); err != nil {
			return err
		}
	}
	for i, k := range keys {
		t.add(fmt.Sprintf("%s, %d users, until drawn or announced", k.what, on.users), "ms", 1, took[i], nil, frame)
	}
	return nil
}

// idle is what a program does while nobody does anything.
func (b bench) idle(t table, on tenant) error {
	const rest = 3 * time.Second
	var sent, busy pair
	err := b.both(on, 80, 24, func(s session, own bool) error {
		if _, err := s.until(counted(on.users)); err != nil {
			return err
		}
		time.Sleep(time.Second) // what the start has left to do
		before := s.Written()
		cpu, _ := processorTime(s.Pid())
		time.Sleep(rest)
		sent.add(own, float64(s.Written()-before))
		if now, ok := processorTime(s.Pid()); ok {
			busy.add(own, milliseconds(now-cpu)/rest.Seconds())
		}
		return nil
	})
	if err != nil {
		return err
	}
	t.add("idle: sent in 3 s", "bytes", 0, sent.own, sent.theirs, "0")
	if len(busy.own) > 0 {
		t.add("idle: processor time per second", "ms", 1, busy.own, busy.theirs, "0 within measuring")
	}
	return nil
}

// procFile is more than any of the files has in which Linux tells of a process.
const procFile = 1 << 16

// peakMemory is the most memory that a process had, in MB; only Linux tells.
func peakMemory(pid int) (float64, bool) {
	status, err := private.ReadAtMost(fmt.Sprintf("/proc/%d/status", pid), procFile)
	if err != nil {
		return 0, false
	}
	for line := range strings.Lines(string(status)) {
		if kb, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, err := strconv.ParseFloat(strings.Fields(kb)[0], 64)
			return n * 1024 / 1e6, err == nil
		}
	}
	return 0, false
}

// processorTime is what a process has used so far; only Linux tells.
func processorTime(pid int) (time.Duration, bool) {
	var total time.Duration
	threads, err := os.ReadDir(fmt.Sprintf("/proc/%d/task", pid))
	if err != nil {
		return 0, false
	}
	for _, thread := range threads {
		stat, err := private.ReadAtMost(fmt.Sprintf("/proc/%d/task/%s/schedstat", pid, thread.Name()), procFile)
		if err != nil {
			continue
		}
		if ns, err := strconv.ParseInt(strings.Fields(string(stat))[0], 10, 64); err == nil {
			total += time.Duration(ns)
		}
	}
	return total, true
}
