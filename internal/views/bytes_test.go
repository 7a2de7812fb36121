package views

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"authzx/internal/rbac"
	"authzx/internal/routine"
	"authzx/internal/sandbox/sample"
	"authzx/internal/text"
	"authzx/internal/ui/paint"
	"authzx/internal/ui/theme"
)

// line is what leads to the terminal: it says how much is sent by it.
type line chan int

func (l line) Write(p []byte) (int, error) {
	l <- len(p)
	return len(p), nil
}

// watched is the explorer with somebody who counts the bytes of each frame.
type watched struct {
	*driver
	painter *paint.Painter
	line    line
	frames  int
}

func watch(t *testing.T, e *driver) *watched {
	t.Helper()
	w := &watched{driver: e, line: make(line, 10)}
	w.painter = paint.New(paint.Options{
		Output: w.line, Profile: colorprofile.ANSI256, Scrolls: true, Failed: func(p *routine.Panic) { t.Error(p) },
	})
	w.painter.Enter()
	t.Cleanup(w.painter.Leave)
	<-w.line
	w.draws()
	return w
}

// draws gives the bytes of the next frame. Its title makes sure that there are some.
func (w *watched) draws() int {
	w.frames++
	title := strconv.Itoa(w.frames)
	w.painter.Show(paint.Frame{Content: w.app.View().Content, Columns: w.w, Rows: w.h, Title: title})
	return <-w.line - len(ansi.SetWindowTitle(title))
}

// goesDown presses j; what waits for the cursor to rest has not come yet.
func (w *watched) goesDown() { w.send(tea.KeyPressMsg{Code: 'j', Text: "j"}) }

// What a key costs on the line is the same everywhere, unlike the time that it takes.
func TestAKeySendsFewBytesAtEverySize(t *testing.T) {
	const held = 180
	thousand := sample.Generate(sample.Options{Users: 1000, Groups: 100})
	for _, c := range []struct {
		columns, rows int
		preview       bool
		moved, rested int // at most, the median of single keys: at once, and once the cursor rests
		kept          int // at most, each of many with the key held down
	}{
		{80, 24, false, 62, 0, 160},
		{120, 40, false, 62, 0, 200},
		{120, 40, true, 65, 800, 180},
		{200, 50, false, 62, 0, 200},
		{200, 50, true, 65, 700, 200},
	} {
		t.Run(fmt.Sprintf("%dx%d, preview %v", c.columns, c.rows, c.preview), func(t *testing.T) {
			e := &driver{t: t, news: make(chan tea.Msg, 1000)}
			e.server = serve(t, thousand)
			e.tenant = connect(t, e.server)
			e.open(overheard{e.tenant, e.news}, theme.Options{Profile: theme.ANSI256}, c.columns, c.rows)
			if c.columns >= 120 && !c.preview {
				e.press("p")
			}
			w := watch(t, e)
			var moved, rested []int
			for range 15 {
				w.goesDown()
				moved = append(moved, w.draws())
				w.settle()
				rested = append(rested, w.draws())
			}
			slices.Sort(moved)
			slices.Sort(rested)
			kept := 0
			for range held {
				w.goesDown()
				kept += w.draws()
			}
			w.settle()
			kept = (kept + w.draws()) / held
			t.Logf("moved %v, rested %v, kept %d", moved, rested, kept)
			if n := moved[len(moved)/2]; n > c.moved || n == 0 {
				t.Errorf("a key sends %d bytes, at most %d are allowed: %v", n, c.moved, moved)
			}
			if n := rested[len(rested)/2]; n > c.rested || n == 0 && c.preview {
				t.Errorf("a cursor that rests sends %d bytes, at most %d are allowed: %v", n, c.rested, rested)
			}
			if kept > c.kept {
				t.Errorf("a key that is held sends %d bytes each time, at most %d are allowed", kept, c.kept)
			}
			if n := w.draws(); n != 0 {
				t.Errorf("%d bytes are sent for nothing", n)
			}
		})
	}
}

// Glyphs of two cells are no dearer than those of one, but for the bytes that they have.
func TestWideGlyphsSendNoMoreThanNarrowOnes(t *testing.T) {
	sent := func(name func(n int) string) (moved, held int) {
		var doc rbac.Document
		for n := range 200 {
			doc.Groups = append(doc.Groups, rbac.Group{ID: rbac.GroupOf(fmt.Sprintf("g%03d", n)), Name: text.New(name(n)), Description: text.New(name(n + 7))})
		}
		e := exploreStill(t, doc, nil, 80, 24)
		e.press("2")
		w := watch(t, e)
		w.draws()
		for range 10 {
			w.goesDown()
			moved += w.draws()
		}
		for range 60 {
			w.goesDown()
			held += w.draws()
		}
		return moved, held
	}
	// Both names have as many bytes.
	narrow, narrowHeld := sent(func(n int) string { return fmt.Sprintf("Finance Team %03d", n) })
	wide, wideHeld := sent(func(n int) string { return fmt.Sprintf("財務部第 %03d", n) })
	t.Logf("narrow %d, %d, wide %d, %d", narrow, narrowHeld, wide, wideHeld)
	if 10*wide > 12*narrow || 10*wideHeld > 12*narrowHeld || wide == 0 {
		t.Errorf("wide glyphs send %d bytes, held %d, narrow ones %d and %d", wide, wideHeld, narrow, narrowHeld)
	}
}
