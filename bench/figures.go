//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
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
	t.add(fmt.Sprintf("first frame, %d users", on.users), "ms", 0, first.own, first.theirs)
	t.add(fmt.Sprintf("all %d users to work with", on.users), "ms", 0, all.own, all.theirs)
	if len(memory.own) > 0 {
		t.add(fmt.Sprintf("memory then, of a document of %.1f MB", float64(on.size)/1e6), "MB", 0, memory.own, memory.theirs)
	}
	return nil
}

// size is one of a terminal.
type size struct{ columns, rows int }

// sizes are those at which keys are measured: on the wider two a preview stands beside the list.
func sizes() []size { return []size{{80, 24}, {120, 40}, {200, 50}} }

// moves is what one line down costs, in bytes on the line and in time.
func (b bench) moves(t table, on tenant) error {
	for _, size := range sizes() {
		var sent, took pair
		err := b.both(on, size.columns, size.rows, func(s session, own bool) error {
			if _, err := s.until(counted(on.users)); err != nil {
				return err
			}
			key := map[bool]string{true: "j", false: "up"}[own]
			for range 10 {
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
		where := fmt.Sprintf("one line down at %dx%d", size.columns, size.rows)
		t.add(where, "bytes", 0, sent.own, sent.theirs)
		t.add(where+", until drawn", "ms", 1, took.own, took.theirs)
	}
	return nil
}

// held is what each line costs on the line while the key is held down.
func (b bench) held(t table, on tenant) error {
	const keys, apart = 60, time.Second / 30
	for _, size := range sizes() {
		var sent pair
		err := b.both(on, size.columns, size.rows, func(s session, own bool) error {
			if _, err := s.until(counted(on.users)); err != nil {
				return err
			}
			key := map[bool]string{true: "j", false: "up"}[own]
			before := s.Written()
			for range keys - 1 {
				if err := s.Press(key); err != nil {
					return err
				}
				time.Sleep(apart)
			}
			if _, err := s.key(key); err != nil {
				return err
			}
			sent.add(own, float64(s.Written()-before)/keys)
			return nil
		})
		if err != nil {
			return err
		}
		t.add(fmt.Sprintf("one of %d lines down with the key held at %dx%d", keys, size.columns, size.rows), "bytes", 0, sent.own, sent.theirs)
	}
	return nil
}

// filter is how long a letter of a filter takes.
func (b bench) filter(t table, on tenant) error {
	var took pair
	err := b.both(on, 80, 24, func(s session, own bool) error {
		if _, err := s.until(counted(on.users)); err != nil {
			return err
		}
		if own {
			if _, err := s.key("/"); err != nil {
				return err
			}
		}
		for _, letter := range []string{"a", "n", "e"} {
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
	t.add(fmt.Sprintf("a letter of a filter over %d users", on.users), "ms", 1, took.own, took.theirs)
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
	t.add("idle: sent in 3 s", "bytes", 0, sent.own, sent.theirs)
	if len(busy.own) > 0 {
		t.add("idle: processor time each second", "ms", 1, busy.own, busy.theirs)
	}
	return nil
}

// commands is how long answers take from a shell.
func (b bench) commands(t table, on tenant) error {
	for _, command := range [][]string{
		{"access", on.somebody}, {"list", "groups"}, {"doctor"}, {"access", "--all", "-o", "csv"},
	} {
		var took []float64
		var wrote counter
		for range b.runs {
			wrote = 0
			cmd := exec.Command(b.authzx, append([]string{"--snapshot", on.document}, command...)...)
			cmd.Env, cmd.Stdout = []string{"HOME=" + b.folder, "LANG=C.UTF-8"}, &wrote
			started := time.Now()
			if err := cmd.Run(); err != nil && cmd.ProcessState.ExitCode() != 3 { // doctor finds something
				return fmt.Errorf("%s: %w", command, err)
			}
			took = append(took, milliseconds(time.Since(started)))
		}
		command[len(command)-1] = strings.Replace(command[len(command)-1], on.somebody, "USER", 1)
		what := fmt.Sprintf("`authzx %s`, %d users", strings.Join(command, " "), on.users)
		if wrote > 1e6 {
			what += fmt.Sprintf(", which writes %.0f MB", float64(wrote)/1e6)
		}
		t.add(what, "ms", 0, took, nil)
	}
	return nil
}

// counter counts what is written to it.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
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
