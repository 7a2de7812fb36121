package widget

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
)

func TestAKeptFilterStartsAnewWithTheFirstLetter(t *testing.T) {
	for name, test := range map[string]struct {
		then tea.Msg
		want string
	}{
		"a letter takes its place":      {tea.KeyPressMsg{Code: 'x', Text: "x"}, "x"},
		"so does a paste":               {tea.PasteMsg{Content: "bob"}, "bob"},
		"backspace goes on with it":     {tea.KeyPressMsg{Code: tea.KeyBackspace}, "an"},
		"a movement leaves it as it is": {tea.KeyPressMsg{Code: tea.KeyLeft}, "ann"},
	} {
		t.Run(name, func(t *testing.T) {
			f := NewFilter(theme.New(theme.Options{}))
			f.SetIndex(NewIndex(1, func(int) []text.Text { return []text.Text{text.New("ann")} }))
			f.Open()
			for _, r := range "ann" {
				f.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
			}
			f.Close()
			f.Open()
			f.Update(test.then)
			if got := f.Text().Raw(); got != test.want {
				t.Errorf("it holds %q, want %q", got, test.want)
			}
		})
	}
}
