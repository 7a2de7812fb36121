package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/ui/widget"
)

// inFlight is for how long nobody must have typed before a dialog takes keys that
// has come up under the hands of somebody typing something else.
const inFlight = 150 * time.Millisecond

// typing is how long after a key somebody may still be typing.
const typing = time.Second

// cause says what brought about what is being done.
type cause struct {
	hand  bool      // a key, a click or a paste just now
	asked time.Time // when somebody asked for it; zero when nobody did
}

func causeOf(msg tea.Msg) cause {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg, tea.MouseMsg:
		return cause{hand: true}
	case interface{ Asked() time.Time }:
		return cause{asked: msg.Asked()}
	}
	return cause{}
}

// interrupts reports whether a dialog that comes up now comes up under the hands of
// somebody typing: it was asked for by no key, or keys were pressed since that one.
func (a *App) interrupts() bool {
	switch c := a.cause; {
	case c.hand, a.lastKey.IsZero(), a.Now().Sub(a.lastKey) >= typing:
		return false
	default:
		return c.asked.IsZero() || a.lastKey.After(c.asked)
	}
}

// open puts the screen of a route on top; a route already on top stays.
func (a *App) open(route Route) Cmd {
	if e := a.router.top(); e != nil && e.route == route {
		return nil
	}
	s := a.Host.Make(route)
	a.router.push(&entry{route, s})
	a.fit()
	return s.Init()
}

// depart begins another way, asking first when work would be lost.
func (a jumps) depart(route Route, then func() Cmd) Cmd {
	lost := a.router.unsaved()
	if e := a.router.top(); lost == "" || e.route == route {
		return then()
	}
	return a.show(a.ask("Leave?", lost+" will be lost.", func() Cmd { return Tell(departNow{then}) }))
}

// departNow is depart without asking.
type departNow struct{ then func() Cmd }

// jump starts a new way, with the screen as it was left if it was there before.
func (a *App) jump(route Route) Cmd {
	if e := a.router.top(); e != nil && e.route == route {
		return nil
	}
	if e, ok := a.router.roots[route]; ok {
		a.router.jump(e)
		return a.reveal()
	}
	s := a.Host.Make(route)
	a.router.jump(&entry{route, s})
	a.fit()
	return s.Init()
}

// lead jumps, then does or says what is to be done there.
func (a *App) lead(m Lead) Cmd {
	cmds := []Cmd{a.jump(m.Route)}
	if m.Action != "" {
		cmds = append(cmds, Tell(do{m.Action}))
	}
	if !m.Filter.IsZero() {
		cmds = append(cmds, Tell(FilterBy{m.Filter}))
	}
	if m.Say != "" {
		cmds = append(cmds, Tell(Say{Text: m.Say}))
	}
	return Batch(cmds...)
}

// reveal brings the screen that came into view up to date.
func (a *App) reveal() Cmd {
	a.fit()
	return a.router.top().screen.Update(DataChanged{})
}

// back leaves the screen on top, asking first when work would be lost.
func (a *App) back() Cmd {
	if len(a.router.stack) < 2 {
		return nil
	}
	if lost := a.router.top().screen.Unsaved(); lost != "" {
		return a.show(a.ask("Leave?", lost+" will be lost.", func() Cmd { return Tell(leaveNow{}) }))
	}
	a.router.back()
	return a.reveal()
}

// jumps goes back and forth along the places that were in view.
type jumps struct{ *App }

func (a jumps) travel(by int) Cmd {
	if lost := a.router.top().screen.Unsaved(); lost != "" {
		a.say = Say{Text: a.Theme.Words(widget.Words(lost) + " would be lost: {back} leaves")}
		return nil
	}
	var cmds []Cmd
	made := a.router.travel(by, a.Host.Make)
	a.fit()
	for _, s := range made {
		cmds = append(cmds, s.Init())
	}
	return Batch(append(cmds, a.reveal())...)
}

// leaveNow is back without asking.
type leaveNow struct{}

func (a *App) show(d Dialog) Cmd {
	if a.interrupts() {
		a.grace = a.Now().Add(inFlight)
	}
	a.dialogs = append(a.dialogs, d)
	a.fit()
	cmd := d.Init()
	a.fit() // what it knows at once may want more room
	return cmd
}

// close takes a dialog away, unless it is gone already.
func (a *App) close(d Dialog) {
	if i := slices.Index(a.dialogs, d); i >= 0 {
		d.Close()
		a.dialogs = slices.Delete(a.dialogs, i, i+1)
		a.fit() // what it answered may have given the one below more to show
	}
}

// closeTop takes the dialog on top away.
func (a *App) closeTop() { a.close(a.dialogs[len(a.dialogs)-1]) }

// focus is what takes keys: the top dialog, else the screen in view.
func (a *App) focus() Screen {
	if n := len(a.dialogs); n > 0 {
		return a.dialogs[n-1]
	}
	if e := a.router.top(); e != nil {
		return e.screen
	}
	return nil
}
