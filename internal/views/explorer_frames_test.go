package views

import (
	"errors"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"authzx/internal/endpoint"
	"authzx/internal/racing"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/views/apiref"
)

func TestTheExplorersFrames(t *testing.T) {
	frames := []struct {
		name string
		keys []string
	}{
		{"explorer", []string{"8", "j", "j"}},
		{"explorer-filtered", []string{"8", "/", "mapp"}},
		{"explorer-no-match", []string{"8", "/", "qqqq"}},
		{"request", []string{"8", "/", "PATCH mappings", "<enter>", "<enter>"}},
		{"request-picker", []string{"8", "/", "GET calculate", "<enter>", "<enter>", "ann"}},
		{"request-faulty", []string{"8", "/", "POST /roles", "<enter>", "<enter>", "[]"}},
		{"request-answer", []string{"8", "/", "GET /connections", "<enter>", "<ctrl+r>", "j", "j", "j"}},
		{"request-refused", []string{"8", "/", "GET /users/{id}", "<enter>", "<enter>", "nobody", "<tab>", "<ctrl+r>"}},
		{"request-question", []string{"8", "/", "POST /groups", "<enter>", "<enter>", "<ctrl+r>"}},
		{"request-about", []string{"8", "/", "POST /roles", "<enter>", "<enter>", "<ctrl+n>", "<ctrl+n>", "<ctrl+n>"}},
		{"request-token", []string{"8", "/", "GET /roles", "<enter>", "<enter>", "<ctrl+p>"}},
		{"activity", []string{
			"8", "/", "GET /connections", "<enter>", "<ctrl+r>", "8", "<esc>", "/", "GET /users/{id}", "<enter>", "<enter>", "nobody", "<tab>", "<ctrl+r>",
			"@", "/", "explorer", "<enter>",
		}},
		{"exchange", []string{"8", "/", "GET /connections", "<enter>", "<ctrl+r>", "@", "/", "explorer", "<enter>", "<enter>"}},
		{"exchange-snippet", []string{"8", "/", "GET /connections", "<enter>", "<ctrl+r>", "@", "/", "explorer", "<enter>", "<enter>", "]", "]", "<f2>"}},
		{"copy-menu", []string{"2", "Y"}},
	}
	for _, f := range racing.Sample(t, 4, frames) {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			e := exploreSteady(t, 80, 24, nil)
			e.press(f.keys...)
			e.golden(f.name)
		})
	}
}

func TestTheExplorersScreensFillAnySizeExactly(t *testing.T) {
	t.Parallel()
	e := exploreSteady(t, 80, 24, nil)
	e.fillIn("GET", "/connections")
	e.press("<ctrl+r>")
	first := apiref.EntryRef(e.tenant.Log().Entries()[0].Number)
	answered := apiref.NewRequest(e.desk.Workspace, apiref.RequestRoute(endpoint.New(endpoint.UsersList), false))
	answered.Answered(apiref.NewSent(e.desk.Theme, endpoint.New(endpoint.Meta), nil), errors.New("a long error, with words enough to need several lines"))
	written := apiref.NewRequest(e.desk.Workspace, apiref.RequestRoute(endpoint.Lookup(endpoint.RolesUpdate).Example(), false))
	screens := map[string]ui.Screen{
		"explorer": apiref.NewExplorer(e.desk.Workspace), "request": written, "answered": answered,
		"activity": apiref.NewActivity(e.desk.Workspace), "exchange": apiref.NewExchange(e.desk.Workspace, first.ID), "lost exchange": apiref.NewExchange(e.desk.Workspace, text.New("0")),
	}
	for name, s := range screens {
		s.Init()
		for range 5 {
			for _, w := range []int{0, 1, 2, 7, 30, 58, 78, 109, 110, 118, 198} {
				for _, h := range []int{0, 1, 2, 3, 4, 5, 11, 14, 15, 20, 46} {
					s.SetSize(w, h)
					view := s.View()
					if w == 0 || h == 0 {
						continue
					}
					lines := strings.Split(view, "\n")
					if len(lines) != h {
						t.Fatalf("%s at %dx%d has %d lines", name, w, h, len(lines))
					}
					for _, l := range lines {
						if got := ansi.StringWidth(l); got != w && h > 3 && w > 7 {
							t.Fatalf("%s at %dx%d has a line of %d cells: %q", name, w, h, got, l)
						}
					}
				}
			}
			s.Act(ui.NextTab)
		}
	}
}
