//go:build unix

// Screenshots draws the pictures of the explorer from the real program on its
// sandbox: each screen is reached by keys in a pseudo-terminal, and its cells
// are drawn as they stand there.
package main

import (
	"context"
	"flag"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"time"

	"authzx/internal/terminal"
)

// Screens that show ports or durations have no picture: it would be another one
// each time.

// shot is one picture: the keys that lead to it, and what is on the screen
// once it is reached.
type shot struct {
	name  string
	w, h  int
	steps []step
	env   []string
}

// step is some keys, and a text that shows that they were taken.
type step struct{ keys, until string }

const (
	enter  = "\r"
	stage  = "\x14"          // ctrl+t
	ready  = "ann@acme.test" // the demo has loaded, names and all
	wide   = 120
	narrow = 80
)

func shots() []shot {
	return []shot{
		{name: "users", w: wide, h: 32, steps: []step{{"s", "User▲"}}},
		{name: "access", w: 100, h: 28, steps: []step{{"E", "Permissions 21"}, {"j" + enter, "role Submitter"}, {"j" + enter, "group Employees"}}},
		{name: "groups", w: wide, h: 30, steps: []step{{"2", "25 groups"}, {"/finance", "/ finance"}, {enter, "Parent groups"}}},
		{name: "group", w: narrow, h: 24, steps: []step{{"2", "25 groups"}, {"/finance" + enter, "1 of 25"}, {enter, "Overview"}, {"]", "[Members"}}},
		{name: "user", w: wide, h: 28, steps: []step{{"/ann arch" + enter, "1 of 61"}, {enter, "Overview"}}},
		{name: "json", w: narrow, h: 24, steps: []step{{"/ann arch" + enter, "1 of 61"}, {enter, "Overview"}, {"[", "created_at"}, {"/identities" + enter, "of"}}},
		{name: "roles", w: wide, h: 24, steps: []step{{"3", "15 roles"}}},
		{name: "permissions", w: wide, h: 24, steps: []step{{"4", "45 permissions"}}},
		{name: "applications", w: wide, h: 20, steps: []step{{"5", "6 applications"}}},
		{name: "connections", w: wide, h: 20, steps: []step{{"6", "connections"}, {"/corp" + enter, "/ corp"}}},
		{name: "who-can", w: 100, h: 24, steps: []step{{"4", "45 permissions"}, {"/export:rep" + enter, "1 of 45"}, {"W", "Who can export:reports"}}},
		{name: "matrix", w: 100, h: 22, steps: []step{{"M", "Users by role"}}},
		{name: "doctor", w: wide, h: 30, steps: []step{{"9", "errors"}}},
		{name: "way-out", w: 100, h: 20, steps: []step{{"X", "engine"}}},
		{name: "compare", w: wide, h: 28, steps: []step{{" ", "1 marked"}, {" ", "2 marked"}, {"=", "Only"}}},
		{name: "picker", w: narrow, h: 24, steps: []step{{"s", "User▲"}, {"a", "Groups of"}, {"treas", "Treasury"}}},
		{name: "review", w: narrow, h: 24, steps: []step{{"/ann arch" + enter, "1 of 61"}, {"a", "Groups of"}, {"security\t", "+1"}, {enter, "enter means no"}}},
		{name: "changes", w: wide, h: 24, steps: []step{{"/ann arch" + enter, "1 of 61"}, {"a", "Groups of"}, {"security\t", "+1"}, {stage, "1 change staged"}, {"7", "Staged"}, {enter, "PATCH"}}},
		{name: "form", w: narrow, h: 24, steps: []step{{"2", "25 groups"}, {"n", "Description"}}},
		{name: "api", w: wide, h: 32, steps: []step{{"8", "53 endpoints"}}},
		{name: "request", w: wide, h: 30, steps: []step{{"8", "53 endpoints"}, {"/PATCH /groups/{id}/members" + enter, "of 53"}, {enter, "Request"}, {"finance", "013ec11f"}}},
		{name: "configuration", w: wide, h: 28, steps: []step{{"C", "groupsInToken"}}},
		{name: "help", w: wide, h: 34, steps: []step{{"?", "Keys"}}},
		{name: "palette", w: narrow, h: 24, steps: []step{{":", "Go to"}, {"fin", "Finance"}}},
		{name: "light", w: wide, h: 24, env: []string{"COLORFGBG=0;15"}, steps: []step{{"E", "Permissions 21"}}},
		{name: "small", w: 60, h: 15},
	}
}

func main() {
	program := flag.String("program", "bin/authzx", "the built program")
	out := flag.String("out", "screenshots", "the folder for the pictures")
	only := flag.String("only", "", "the one picture to draw; all when empty")
	flag.Parse()
	if err := drawAll(*program, *out, *only); err != nil {
		fmt.Fprintln(os.Stderr, "screenshots:", err)
		os.Exit(1)
	}
}

func drawAll(program, out, only string) error {
	path, err := filepath.Abs(program)
	if err != nil {
		return err
	}
	fonts, err := loadFonts()
	if err != nil {
		return err
	}
	if moving := tour(); only == "" || only == moving.name {
		if err := moving.shoot(path, out, fonts); err != nil {
			return fmt.Errorf("%s: %w", moving.name, err)
		}
	}
	for _, s := range shots() {
		if only != "" && s.name != only {
			continue
		}
		if err := s.take(path, out, fonts); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return nil
}

// patience is how long one step may take.
const patience = 20 * time.Second

// start opens the demo in a home and a terminal of its own.
func start(program string, w, h int, more []string) (t *terminal.Program, done func(), err error) {
	home, err := os.MkdirTemp("", "authzx-pictures")
	if err != nil {
		return nil, nil, err
	}
	env := append([]string{"HOME=" + home, "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8"}, more...)
	t, err = terminal.Start(terminal.Options{Path: program, Args: []string{"demo"}, Env: env, Columns: w, Rows: h})
	if err != nil {
		_ = os.RemoveAll(home)
		return nil, nil, err
	}
	return t, func() {
		_ = t.Close()
		_ = os.RemoveAll(home)
	}, nil
}

func (s shot) take(program, out string, fonts *fonts) error {
	t, done, err := start(program, s.w, s.h, s.env)
	if err != nil {
		return err
	}
	defer done()
	for _, step := range append([]step{{"", ready}}, s.steps...) {
		if err := reach(t, step); err != nil {
			return err
		}
	}
	if err := settled(t); err != nil {
		return err
	}
	file, err := os.Create(filepath.Join(out, s.name+".png"))
	if err != nil {
		return err
	}
	err = png.Encode(file, fonts.picture(t.Screen(), len(s.env) > 0))
	if closing := file.Close(); err == nil {
		err = closing
	}
	return err
}

func reach(t *terminal.Program, s step) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := t.Type(s.keys); err != nil {
		return err
	}
	screen, err := t.Wait(ctx, func(now terminal.Screen) bool { return now.Contains(s.until) })
	if err != nil {
		return fmt.Errorf("%q is not there: %w\n%s", s.until, err, screen)
	}
	return nil
}

// quiet is how long nothing must change before a picture is taken.
const quiet = 700 * time.Millisecond

// settled waits until the screen stays as it is.
func settled(t *terminal.Program) error {
	before := ""
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		time.Sleep(quiet)
		now := t.Screen().String()
		if now == before {
			return nil
		}
		before = now
	}
	return fmt.Errorf("the screen does not come to rest:\n%s", before)
}
