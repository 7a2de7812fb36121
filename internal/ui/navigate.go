package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
)

// inFlight is for how long keys are dropped once a dialog has come up by
// itself under the hands of somebody typing.
const inFlight = 150 * time.Millisecond

// open puts the screen of a route on top; a route already on top stays.
func (a *App) open(route Route) tea.Cmd {
	if e := a.router.top(); e != nil && e.route == route {
		return nil
	}
	s := a.Host.Make(route)
	a.router.push(&entry{route, s})
	a.fit()
	return s.Init()
}

// jump starts a new way, with the screen as it was left if it was there before.
func (a *App) jump(route Route) tea.Cmd {
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
func (a *App) lead(m Lead) tea.Cmd {
	cmds := []tea.Cmd{a.jump(m.Route)}
	if m.Action != "" {
		cmds = append(cmds, Tell(do{m.Action}))
	}
	if m.Say != "" {
		cmds = append(cmds, Tell(Say{Text: m.Say}))
	}
	return Batch(cmds...)
}

// reveal brings the screen that came into view up to date.
func (a *App) reveal() tea.Cmd {
	a.fit()
	return a.router.top().screen.Update(DataChanged{})
}

// back leaves the screen on top, asking first when work would be lost.
func (a *App) back() tea.Cmd {
	if len(a.router.stack) < 2 {
		return nil
	}
	if lost := unsaved(a.router.top().screen); lost != "" {
		return a.show(a.ask("Leave?", lost+" would be lost.", leaveNow{}))
	}
	a.router.back()
	return a.reveal()
}

// leaveNow is back without asking.
type leaveNow struct{}

func (a *App) show(d Dialog) tea.Cmd {
	now := a.Now()
	if since := now.Sub(a.lastKey); !a.lastKey.IsZero() && since > inFlight && since < time.Second {
		a.deaf = now.Add(inFlight)
	}
	a.dialogs = append(a.dialogs, d)
	a.fit()
	cmd := d.Init()
	a.fit() // what it knows at once may want more room
	return cmd
}

// close takes a dialog away and goes on with then; not when it is gone already.
func (a *App) close(d Dialog, then tea.Msg) tea.Cmd {
	i := slices.Index(a.dialogs, d)
	if i < 0 {
		return nil
	}
	closeScreen(d)
	a.dialogs = slices.Delete(a.dialogs, i, i+1)
	if then == nil {
		return nil
	}
	return Tell(then)
}

// closeTop takes the dialog on top away.
func (a *App) closeTop() tea.Cmd { return a.close(a.dialogs[len(a.dialogs)-1], nil) }

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

// quitNow ends the program.
type quitNow struct{}

// end quits, asking first where something would be lost.
func (a *App) end() tea.Cmd {
	if a.atStake() == "" {
		a.quit = true
		return nil
	}
	return a.leave("Quit?", quitNow{})
}

// leave goes on with then, asking first when changes are staged or work is open.
func (a *App) leave(title string, then tea.Msg) tea.Cmd {
	if why := a.atStake(); why != "" {
		return a.show(a.ask(title, why, then))
	}
	return Tell(then)
}

// atStake says what is staged, or what would be lost if all that is open were gone;
// empty for nothing.
func (a *App) atStake() string {
	why := ""
	switch status := a.Host.Status(); {
	case status.Staged == 0:
	case status.Passing:
		why = count(status.Staged, "staged so far, which would be lost.")
	case status.Staged == 1:
		why = "1 change is staged. It is kept for the next start."
	default:
		why = count(status.Staged, "changes are staged. They are kept for the next start.")
	}
	look := func(s Screen) {
		if lost := unsaved(s); lost != "" {
			why = lost + " would be lost."
		}
	}
	a.router.each(look)
	for _, d := range a.dialogs {
		look(d)
	}
	return why
}

// unsaved is the work that a screen holds; empty for none.
func unsaved(s Screen) string {
	if u, ok := s.(Unsaved); ok {
		return u.Unsaved()
	}
	return ""
}
