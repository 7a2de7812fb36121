package widget

import (
	"strings"
	"time"

	"authzx/internal/ui/theme"
)

// Progress is how far something has come, as one line.
type Progress struct {
	// Label says what is going on.
	Label Spans
	// Done of Total are finished; a Total of 0 is not known, and Done is then
	// shown as a count alone if it is above 0.
	Done, Total int
	// Elapsed is shown in whole seconds once there is one.
	Elapsed time.Duration
	// Frame is which sign of the spinner to draw.
	Frame int
	// Hint says how to cancel.
	Hint Spans
}

// progressCells is how wide a bar is where there is room.
const progressCells = 16

// View is one line of exactly w cells. What matters least gives way first: the
// hint, then the bar.
func (p Progress) View(th *theme.Theme, w int) string {
	line := Spans{Say(th.Accent, th.Glyphs.Spinner(p.Frame)), Say(th.Text, " ")}
	line = append(line, p.Label...)
	line = append(line, p.count(th)...)
	if p.Elapsed >= time.Second {
		line = append(line, Sayf(th.Muted, "  %ds", int(p.Elapsed/time.Second)))
	}
	if bar := p.bar(th); len(bar) > 0 && line.Width()+bar.Width() <= w {
		line = append(line, bar...)
	}
	if len(p.Hint) > 0 && line.Width()+2+p.Hint.Width() <= w {
		line = append(line, Say(th.Text, Words(blanks(w-line.Width()-p.Hint.Width()))))
		line = append(line, p.Hint...)
	}
	return line.fit(w, th.Glyphs.Ellipsis)
}

func (p Progress) count(th *theme.Theme) Spans {
	switch {
	case p.Total > 0:
		return Spans{Sayf(th.Strong, " %d/%d", p.Done, p.Total)}
	case p.Done > 0:
		return Spans{Sayf(th.Strong, " %d", p.Done)}
	default:
		return nil
	}
}

func (p Progress) bar(th *theme.Theme) Spans {
	if p.Total <= 0 {
		return nil
	}
	full := progressCells * max(0, min(p.Done, p.Total)) / p.Total
	return Spans{
		Say(th.Text, "  "),
		Say(th.Accent, Words(strings.Repeat(string(th.Glyphs.Full), full))),
		Say(th.Muted, Words(strings.Repeat(string(th.Glyphs.Empty), progressCells-full))),
	}
}
