package paint

import (
	"io"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/charmbracelet/colorprofile"

	"authzx/internal/routine"
)

// line is a line to a terminal, on which nothing goes on until it is let.
type line struct {
	strings.Builder
	let chan struct{} // nil: all goes on
}

func (l *line) Write(p []byte) (int, error) {
	if l.let != nil {
		<-l.let
	}
	return l.Builder.Write(p)
}

func painted(t *testing.T, to io.Writer) *Painter {
	return New(Options{Output: to, Profile: colorprofile.ANSI256, Scrolls: true, Failed: func(p *routine.Panic) { t.Error(p) }})
}

func frame(content string) Frame { return Frame{Content: content, Columns: 20, Rows: 3} }

func TestAFrameIsDrawnAtOnceAndNothingAfterIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var to line
		p := painted(t, &to)
		p.Enter()
		p.Show(Frame{Content: "hello", Columns: 20, Rows: 3, Title: "a title"})
		synctest.Wait()
		if !strings.HasSuffix(to.String(), "hello") || !strings.Contains(to.String(), "\x1b]2;a title") {
			t.Errorf("sent %q", to.String())
		}
		sent := to.Len()
		p.Show(Frame{Content: "hello", Columns: 20, Rows: 3, Title: "a title"})
		synctest.Wait()
		if to.Len() != sent {
			t.Errorf("the same again sent %q", to.String()[sent:])
		}
		p.Leave()
	})
}

func TestOnALineThatIsBusyTheNewestFrameIsDrawn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var to line
		p := painted(t, &to)
		p.Enter()
		to.let = make(chan struct{})
		for _, content := range []string{"1111", "2222", "3333", "4444"} {
			p.Show(frame(content))
			synctest.Wait()
		}
		close(to.let)
		synctest.Wait()
		if out := to.String(); !strings.Contains(out, "1111") || strings.Contains(out, "2222") || strings.Contains(out, "3333") || !strings.HasSuffix(out, "\r4444") {
			t.Errorf("sent %q", out)
		}
		p.Leave()
	})
}

func TestWhatWasTakenIsGivenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var to line
		p := painted(t, &to)
		for range 2 {
			to.Reset()
			p.Enter()
			p.Show(Frame{Content: "hello", Columns: 20, Rows: 3, Mouse: true})
			synctest.Wait()
			p.Leave()
			out := to.String()
			if !strings.Contains(out, "hello") {
				t.Errorf("not all is drawn after the terminal was taken: %q", out)
			}
			for _, mode := range []string{"?1049", "?2004", "?1002", "?1006"} {
				if strings.LastIndex(out, mode+"h") > strings.LastIndex(out, mode+"l") || !strings.Contains(out, mode+"h") {
					t.Errorf("%s is not as it was: %q", mode, out)
				}
			}
			if !strings.HasSuffix(out, "\x1b[?25h") || strings.Count(out, "\x1b[>1u") != strings.Count(out, "\x1b[<1u") {
				t.Errorf("the cursor or the keys are not as they were: %q", out)
			}
		}
	})
}

func TestATerminalThatTakesNothingIsLeftSoon(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var to line
		p := painted(t, &to)
		p.Enter()
		to.let = make(chan struct{})
		p.Show(frame("hello"))
		p.Leave() // would never return
		close(to.let)
	})
}

func TestFramesAreMarkedWhereTheTerminalShowsThemWhole(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var to line
		p := painted(t, &to)
		p.Enter()
		p.Whole()
		long := strings.Repeat("hello", oneSight)
		p.Show(Frame{Content: long, Columns: len(long), Rows: 3})
		synctest.Wait()
		if out := to.String(); !strings.Contains(out, "\x1b[?2026h") || !strings.HasSuffix(out, "hello\x1b[?2026l") {
			t.Errorf("sent %q", out)
		}
		p.Show(Frame{Content: "J" + long[1:], Columns: len(long), Rows: 3})
		synctest.Wait()
		if out := to.String(); !strings.HasSuffix(out, "\rJ") {
			t.Errorf("of few bytes the end is marked: %q", out)
		}
		p.Leave()
	})
}

func TestACopyIsSentOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var to line
		p := painted(t, &to)
		p.Enter()
		p.Copy("value")
		synctest.Wait()
		p.Show(frame("hello"))
		synctest.Wait()
		if out := to.String(); strings.Count(out, "\x1b]52;c;dmFsdWU=\x07") != 1 {
			t.Errorf("sent %q", out)
		}
		p.Leave()
	})
}

// Before the first frame nobody reads answers: the terminal would echo them.
func TestTheTerminalIsAskedAfterItsFirstFrameOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var to line
		p := painted(t, &to)
		p.Asks = true
		for range 2 {
			to.Reset()
			p.Enter()
			p.Show(Frame{Content: "no size yet"})
			synctest.Wait()
			const question = "\x1b[?2026$p"
			if out := to.String(); strings.Contains(out, question) {
				t.Errorf("it is asked before there is a frame: %q", out)
			}
			p.Show(frame("hello"))
			synctest.Wait()
			p.Show(frame("world"))
			synctest.Wait()
			if out := to.String(); strings.Count(out, question) != 1 || !strings.Contains(out, "hello"+question) {
				t.Errorf("sent %q", out)
			}
			p.Leave()
		}
	})
}
