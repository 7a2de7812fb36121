//go:build unix

package main

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"strings"
	"time"

	"authzx/internal/terminal"
)

// patience is how long anything may take before the measuring is given up.
const patience = 2 * time.Minute

// quiet is how long nothing more is written once a key has been answered.
const quiet = 200 * time.Millisecond

// session is a program in a terminal, with when it was started.
type session struct {
	*terminal.Program
	started time.Time
}

func (b bench) open(columns, rows int, path string, args ...string) (session, error) {
	started := time.Now()
	p, err := terminal.Start(terminal.Options{Path: path, Args: args, Columns: columns, Rows: rows, Rate: b.rate, Env: []string{
		"HOME=" + b.folder, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "LANG=C.UTF-8",
	}})
	return session{p, started}, err
}

// explorer opens the users of a tenant.
func (b bench) explorer(t tenant, columns, rows int) (session, error) {
	return b.open(columns, rows, b.authzx, "--snapshot", t.document)
}

// finder opens fzf on the same users.
func (b bench) finder(t tenant, columns, rows int) (session, error) {
	return b.open(columns, rows, "/bin/sh", "-c", "exec '"+b.fzf+"' < '"+t.lines+"'")
}

// until is how long after the start the screen was as wanted.
func (s session) until(ready func(terminal.Screen) bool) (time.Duration, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if screen, err := s.Wait(ctx, ready); err != nil {
		return 0, fmt.Errorf("%w\n%s", err, screen)
	}
	return time.Since(s.started), nil
}

func drawn(s terminal.Screen) bool { return strings.TrimSpace(s.String()) != "" }

// counted are the words by which each of the two says that all rows are there. A tenant
// has some users whom its list doesn't give.
func counted(n int) func(terminal.Screen) bool {
	all := regexp.MustCompile(fmt.Sprintf(`\b\d+ users\b|\b%d/%d\b`, n, n))
	return func(s terminal.Screen) bool { return all.MatchString(plainNumbers(s.String())) }
}

// plainNumbers leaves out what separates thousands.
func plainNumbers(text string) string {
	return regexp.MustCompile(`(\d),(\d)`).ReplaceAllString(text, "$1$2")
}

// answer is what a key led to.
type answer struct {
	bytes   int
	begun   time.Duration // from the key to the first byte
	settled time.Duration // from the key to the last byte
}

// key presses one and waits until nothing more comes.
func (s session) key(name string) (answer, error) {
	before, pressed := s.Written(), time.Now()
	if err := s.Press(name); err != nil {
		return answer{}, err
	}
	last, at, wait := before, pressed, patience
	var begun time.Duration
	for {
		ctx, cancel := context.WithTimeout(context.Background(), wait)
		_, err := s.Wait(ctx, func(terminal.Screen) bool { return s.Written() > last })
		cancel()
		switch {
		case err != nil && last == before:
			return answer{}, fmt.Errorf("%s changes nothing: %w", name, err)
		case err != nil:
			return answer{last - before, begun, at.Sub(pressed)}, nil
		}
		if at = time.Now(); last == before {
			begun = at.Sub(pressed)
		}
		last, wait = s.Written(), quiet
	}
}
