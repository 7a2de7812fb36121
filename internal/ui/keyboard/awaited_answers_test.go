package keyboard

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/x/ansi"
)

func TestAnswersAreWaitedForFromWhenTheTerminalIsLeft(t *testing.T) {
	const answer = "\x1b[?2026;2$y"
	for name, c := range map[string]struct {
		before, lag time.Duration // from the question until the terminal is left, and from then until the answer
		waits       time.Duration
		left        bool
	}{
		"a quick answer":                     {0, 100 * time.Millisecond, 100 * time.Millisecond, false},
		"an answer over a slow line":         {900 * time.Millisecond, 400 * time.Millisecond, 400 * time.Millisecond, false},
		"an answer that comes too late":      {0, 1200 * time.Millisecond, time.Second, true},
		"a terminal that doesn't answer":     {0, time.Hour, time.Second, true},
		"a terminal that never has answered": {6 * time.Second, time.Hour, 0, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var asked Asked
				asked.Written([]byte(ansi.RequestModeSynchronizedOutput))
				time.Sleep(c.before)
				source := &line{coming: make(chan []byte)}
				done := make(chan struct{})
				go func() {
					defer close(done)
					time.Sleep(c.lag)
					select {
					case source.coming <- []byte(answer):
					case <-time.After(time.Hour):
					}
				}()
				began := time.Now()
				asked.drain(source)
				if waited := time.Since(began); waited != c.waits {
					t.Errorf("waited %v, want %v", waited, c.waits)
				}
				select {
				case <-source.coming:
					if !c.left {
						t.Error("the answer is left")
					}
				case <-done:
					if c.left {
						t.Error("the answer is not left")
					}
				}
				<-done
			})
		})
	}
}

func TestAnAnswerThatIsThereIsTakenThoughItsTimeIsOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked Asked
		asked.Written([]byte(ansi.RequestModeSynchronizedOutput + ansi.RequestModeUnicodeCore))
		source := &late{pieces: []string{"\x1b[?2026;2$y", "\x1b[?2027;1$y"}}
		asked.drain(source)
		if len(source.pieces) > 0 {
			t.Errorf("left: %q", source.pieces)
		}
	})
}

// late is a line whose pieces are all there, while the machine is busy elsewhere.
type late struct{ pieces []string }

func (l *late) Ready(time.Duration) bool {
	time.Sleep(2 * answerTime)
	return len(l.pieces) > 0
}

func (l *late) Read(p []byte) (int, error) {
	n := copy(p, l.pieces[0])
	l.pieces = l.pieces[1:]
	return n, nil
}
