package views

import (
	"fmt"
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/ui/theme"
)

// begin opens the explorer on a tenant with an unfinished plan and takes no more than
// n of the messages that its start brings.
func (e *driver) begin(n int) {
	e.t.Helper()
	e.launch(overheard{e.tenant, e.news}, theme.Options{Profile: theme.None}, 80, 24)
	e.run(e.app.Init())
	for range n {
		if !e.busy() {
			return
		}
		e.take(<-e.news)
	}
}

// writes counts the requests that alter something.
func (e *driver) writes() int {
	n := 0
	for _, x := range e.tenant.Log().Entries() {
		if x.Method != "GET" && x.Route != "token" {
			n++
		}
	}
	return n
}

// printable are all characters but q, which ends the explorer.
func printable() []tea.KeyPressMsg {
	var keys []tea.KeyPressMsg
	for r := rune(' '); r < 0x7f; r++ {
		if r != 'q' {
			keys = append(keys, tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	}
	keys[0].Code = tea.KeySpace
	return keys
}

func TestNoKeyPressedAtTheStartWritesAnything(t *testing.T) {
	t.Parallel()
	named := []tea.KeyPressMsg{
		{Code: tea.KeyEnter}, {Code: tea.KeyEscape}, {Code: tea.KeyDown}, {Code: tea.KeyUp}, {Code: tea.KeyLeft}, {Code: tea.KeyRight},
		{Code: tea.KeySpace, Text: " "}, {Code: 'y', Text: "y"},
	}
	state := t.TempDir()
	left := newDriver(t)
	left.leaveUnfinished(state)
	left.leaveUnfinishedOf(state, "bruno@acme.test")
	start := func(t *testing.T, moment int) *driver {
		e := &driver{t: t, news: make(chan tea.Msg, 1000), server: left.server}
		e.tenant = connectAt(t, e.server, state)
		e.begin(moment)
		return e
	}
	check := func(t *testing.T, e *driver, what string) {
		t.Helper()
		e.settle()
		e.desk.Close()
		if n := e.writes(); n > 0 {
			t.Errorf("%s: %d writes", what, n)
		}
	}
	for _, moment := range []int{0, 1, 2, 3, 5, 8, 1000} {
		t.Run(fmt.Sprintf("after %d messages", moment), func(t *testing.T) {
			e := start(t, moment)
			for _, k := range append(printable(), named...) {
				e.send(k)
			}
			check(t, e, "all keys, one after another")
		})
	}
	for _, moment := range []int{2, 1000} {
		for group := range slices.Chunk(printable(), 16) {
			e := start(t, moment)
			for _, k := range group {
				e.send(k)
				for _, then := range named {
					e.send(then)
				}
			}
			check(t, e, fmt.Sprintf("%q and the next, each with named keys after it, after %d messages", group[0].Text, moment))
		}
	}
}

func TestSeveralUnfinishedPlansAreOneList(t *testing.T) {
	state := t.TempDir()
	left := newDriver(t)
	left.leaveUnfinished(state)
	left.leaveUnfinishedOf(state, "bruno@acme.test")
	left.tenant = connectAt(t, left.server, state)
	left.open(overheard{left.tenant, left.news}, theme.Options{Profile: theme.None}, 80, 24)
	left.shows("2 plans unfinished: 7 review")
	left.press("7")
	left.shows("[Runs 2]", "2 unfinished plans")
	left.press("<enter>", "f")
	left.shows("forgotten")
	left.press("j")
	left.shows("1 unfinished plan")
	left.hides("Unfinished plan")
}
