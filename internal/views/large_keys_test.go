package views

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/views/desk"
)

// BenchmarkKeysAmongManyUsers is how long, with 100,000 users, some keys take with all that
// is done beside the program, and how long the program itself is held up at most by a
// message and the frame after it.
func BenchmarkKeysAmongManyUsers(b *testing.B) {
	now := func() time.Time { return clock }
	keys := ui.NewKeymap(ui.Bindings())
	th := theme.New(theme.Options{Profile: theme.None, Keys: keys.Key})
	source := &still{state: tenant.State{Graph: rbac.Index(hugeDocument())}, news: make(chan tea.Msg, 1)}
	never := func(time.Duration, tea.Msg) ui.Cmd { return nil }
	app := ui.NewApp(ui.Options{
		Host: New(Options{Options: desk.Options{Source: source, Theme: th, Now: now, Tick: never}}), Theme: th, Keys: keys, Now: now, Tick: never,
	})
	defer app.Close()
	var longest time.Duration
	update := func(msg tea.Msg) tea.Cmd {
		started := time.Now()
		_, cmd := app.Update(msg)
		app.View()
		longest = max(longest, time.Since(started))
		return cmd
	}
	var carry func(cmd tea.Cmd)
	carry = func(cmd tea.Cmd) {
		if cmd == nil {
			return
		}
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			for _, one := range msg {
				carry(one)
			}
		default:
			carry(update(msg))
		}
	}
	app.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	app.Init()
	press := func(name string) {
		key := tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
		if name == "esc" {
			key = tea.KeyPressMsg{Code: tea.KeyEscape}
		}
		carry(update(key))
	}
	press("1")
	for _, way := range [][]string{{"j"}, {"s"}, {"2", "1"}, {"/", "a", "esc"}, {":", "esc"}, {"M", "1"}} {
		b.Run(way[0], func(b *testing.B) {
			longest = 0
			for b.Loop() {
				for _, key := range way {
					press(key)
				}
			}
			b.ReportMetric(float64(longest)/1e6, "ms-longest")
		})
	}
}
