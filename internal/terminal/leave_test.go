//go:build unix

package terminal

import (
	"bytes"
	"context"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

// afterwards runs the explorer in a shell that then shows what is left for it to read,
// in a terminal that answers nothing by itself.
func afterwards(t *testing.T) explorer {
	t.Helper()
	p, err := Start(Options{
		Path: "/bin/sh", Silent: true,
		Args: []string{"-c", `set -m; "$0" demo; stty -icanon -echo min 0 time 15; echo "left: $(od -An -c | tr -d ' \n')."`, program},
		Env:  []string{"HOME=" + t.TempDir(), "TERM=xterm-256color", "LANG=C.UTF-8", "PATH=" + os.Getenv("PATH")},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return explorer{p, t}
}

// asked waits until the explorer has asked something of the terminal.
func (e explorer) asked(question string) {
	e.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if _, err := e.Wait(ctx, func(Screen) bool { return bytes.Contains(e.Output(), []byte(question)) }); err != nil {
		e.t.Fatalf("%q is not asked: %v", question, err)
	}
}

// answers gives all the answers that the explorer has asked for so far.
func (e explorer) answers() string {
	out := string(e.Output())
	var all strings.Builder
	for question, answer := range map[string]string{"\x1b[?2026$p": "\x1b[?2026;2$y", "\x1b[?2027$p": "\x1b[?2027;1$y", "\x1b[?u": "\x1b[?1u"} {
		all.WriteString(strings.Repeat(answer, strings.Count(out, question)))
	}
	return all.String()
}

func TestNoAnswerOfTheTerminalIsLeftForTheShell(t *testing.T) {
	const lag = 400 * time.Millisecond // of the line, there and back
	for name, leave := range map[string]func(e explorer){
		"after the key":   func(e explorer) { e.types("q") },
		"after a signal":  func(e explorer) { signalled(e, syscall.SIGTERM) },
		"while suspended": func(e explorer) { e.types("\x1a") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := afterwards(t)
			e.asked("\x1b[?2026$p")
			e.shows("61 users") // it takes keys from then on at the latest
			leave(e)
			time.Sleep(lag)
			e.types(e.answers())
			e.shows("left: .")
		})
	}
}

// signalled sends a signal to the group that has the terminal.
func signalled(e explorer, s syscall.Signal) {
	e.t.Helper()
	group, err := e.Foreground()
	if err == nil {
		err = syscall.Kill(-group, s)
	}
	if err != nil {
		e.t.Fatal(err)
	}
}

// A terminal that never answers is not waited for longer than a second.
func TestATerminalThatNeverAnswersIsLeftSoon(t *testing.T) {
	e := afterwards(t)
	e.asked("\x1b[?2026$p")
	e.shows("61 users")
	e.types("q")
	e.shows("left: .")
}

func TestTheTitleOfTheWindowComesBack(t *testing.T) {
	e := open(t, t.TempDir(), 80, 24, "demo")
	e.shows("61 users")
	e.types("q")
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if _, err := e.Exit(ctx); err != nil {
		t.Fatal(err)
	}
	out := string(e.Output())
	aside, title, back := strings.Index(out, "\x1b[22;2t"), strings.Index(out, "authzx - demo"), strings.LastIndex(out, "\x1b[23;2t")
	if aside < 0 || aside > title || title > back {
		t.Errorf("the title is put aside at %d, set at %d and brought back at %d", aside, title, back)
	}
	if strings.LastIndex(out, "\x1b]2;") > back {
		t.Error("a title is set after the old one is back")
	}
}
