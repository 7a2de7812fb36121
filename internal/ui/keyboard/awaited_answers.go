package keyboard

import (
	"bytes"
	"os"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
)

// answerTime is how long a terminal that is left may take to answer; some never do.
const answerTime = time.Second

// awaitedFor is how long an answer is still expected at all.
const awaitedFor = 5 * time.Second

// Asked keeps count of what a terminal was asked and has not answered yet. Whoever
// leaves the terminal before gets the answers for typing. The zero value is ready;
// its methods may be called by many at once.
type Asked struct {
	mu   sync.Mutex
	open map[string]int // by the question
	last time.Time      // when something was asked
}

// answer is how the answer to a question begins and ends.
type answer struct{ question, begins, ends string }

// answers are those to all that is asked of a terminal here.
func answers() []answer {
	return []answer{
		{ansi.RequestModeSynchronizedOutput, "\x1b[?2026;", "$y"},
		{ansi.RequestModeUnicodeCore, "\x1b[?2027;", "$y"},
		{ansi.RequestKittyKeyboard, "\x1b[?", "u"},
		{ansi.RequestPrimaryDeviceAttributes, "\x1b[?", "c"},
		{ansi.RequestBackgroundColor, "\x1b]11;", ""},
	}
}

// Written notes the questions in what is written to the terminal.
func (a *Asked) Written(p []byte) {
	for _, about := range answers() {
		if n := bytes.Count(p, []byte(about.question)); n > 0 {
			a.ask(about.question, n)
		}
	}
}

func (a *Asked) ask(question string, n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if time.Since(a.last) > awaitedFor {
		a.open = map[string]int{} // what was not answered by now never will be
	}
	a.last = time.Now()
	a.open[question] += n
}

// Heard notes an answer.
func (a *Asked) Heard(sequence []byte) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, about := range answers() {
		if bytes.HasPrefix(sequence, []byte(about.begins)) && bytes.HasSuffix(sequence, []byte(about.ends)) && a.open[about.question] > 0 {
			a.open[about.question]--
			return
		}
	}
}

// awaits reports whether answers may still come.
func (a *Asked) awaits() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, n := range a.open {
		if n > 0 {
			return time.Since(a.last) < awaitedFor
		}
	}
	return false
}

// Settle waits for the answers that are still to come and drops them, with all that is
// typed until then. To be called once nobody else reads from the terminal.
func (a *Asked) Settle(terminal *os.File) {
	if !a.awaits() || flushed(terminal) {
		return
	}
	// Answers are not to be echoed, nor held back until the end of a line.
	before, err := term.MakeRaw(terminal.Fd())
	if err != nil {
		return
	}
	defer func() { _ = term.Restore(terminal.Fd(), before) }()
	a.drain(File{terminal})
}

// drain reads what has come even where its time is over: a busy machine may be late.
func (a *Asked) drain(s Source) {
	end := time.Now().Add(answerTime)
	r, buffer := NewReader(s, a.Heard), make([]byte, Smallest)
	for a.awaits() && s.Ready(max(0, time.Until(end))) {
		if _, err := r.Read(buffer); err != nil {
			return
		}
	}
}

// Output is a terminal that notes what it is asked.
type Output struct {
	*os.File
	Asked *Asked
}

// Write writes to the terminal.
func (o Output) Write(p []byte) (int, error) {
	o.Asked.Written(p)
	return o.File.Write(p)
}
