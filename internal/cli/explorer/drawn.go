package explorer

import (
	"os"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"authzx/internal/ui"
	"authzx/internal/ui/paint"
)

// drawn is the explorer as it is drawn: by the painter, as soon as something has changed,
// and not by the clock of Bubble Tea, which has nothing to draw.
type drawn struct {
	*guard
	painter       *paint.Painter
	columns, rows int
}

// Update takes what concerns the drawing besides the model.
func (d *drawn) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		d.columns, d.rows = msg.Width, msg.Height
		d.painter.Anew() // terminals move what stands on them
	case tea.ModeReportMsg:
		if msg.Mode == ansi.ModeSynchronizedOutput && msg.Value == ansi.ModeReset {
			d.painter.Whole()
		}
	case ui.ToTerminal:
		d.painter.Copy(string(msg))
		return d, nil
	}
	if msg == tea.ClearScreen() {
		d.painter.Anew()
	}
	_, cmd := d.guard.Update(msg)
	return d, cmd
}

// View gives the painter what there is to draw, and Bubble Tea nothing.
func (d *drawn) View() tea.View {
	v := d.guard.View()
	d.painter.Show(paint.Frame{
		Content: v.Content, Columns: d.columns, Rows: d.rows,
		Title: v.WindowTitle, Mouse: v.MouseMode != tea.MouseModeNone,
	})
	return tea.View{}
}

// silent is a terminal that is prepared for drawing and asked for its size, and on which
// nothing is written.
type silent struct{ *os.File }

// Write drops what is written.
func (silent) Write(p []byte) (int, error) { return len(p), nil }
