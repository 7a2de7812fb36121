package widget

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
)

func TestAHintOfSeveralLinesStandsInAnAreaUntilSomethingIsWritten(t *testing.T) {
	a := NewArea(theme.New(theme.Options{Profile: theme.None}))
	a.SetHint("for example:\n{}")
	a.SetSize(16, 3)
	lines := strings.Split(ansi.Strip(a.View()), "\n")
	if len(lines) != 3 || strings.TrimSpace(lines[0]) != "for example:" || strings.TrimSpace(lines[1]) != "{}" {
		t.Errorf("drawn:\n%s", a.View())
	}
	for _, l := range lines {
		if ansi.StringWidth(l) != 16 {
			t.Errorf("%q is not 16 cells wide", l)
		}
	}
	if !a.Text().IsZero() {
		t.Errorf("the hint is taken for text: %s", a.Text())
	}
	a.Update(tea.KeyPressMsg{Code: 'x', Text: "x"})
	if strings.Contains(a.View(), "example") || a.Text() != text.New("x") {
		t.Errorf("the hint stays:\n%s", a.View())
	}
}
