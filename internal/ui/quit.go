package ui

import "authzx/internal/text"

// quitNow ends the program.
type quitNow struct{}

// end quits, asking first where something would be lost.
func (a *App) end() Cmd {
	if a.atStake() == "" {
		a.quit = true
		return nil
	}
	return a.leave("Quit?", func() Cmd { return Tell(quitNow{}) })
}

// leave goes on with then, asking first when changes are staged or work is open.
func (a *App) leave(title string, then func() Cmd) Cmd {
	if why := a.atStake(); why != "" {
		return a.show(a.ask(title, why, then))
	}
	return then()
}

// atStake says what is staged, or what would be lost if all that is open were gone;
// empty for nothing.
func (a *App) atStake() string {
	why := ""
	status := a.Host.Status()
	if a.home != nil {
		status = a.home.host.Status()
	}
	switch {
	case status.Staged == 0:
	case status.Passing:
		why = text.Counted(status.Staged, "staged change") + " will be discarded."
	case status.Staged == 1:
		why = "1 change is staged and kept for the next start."
	default:
		why = count(status.Staged, "changes are staged and kept for the next start.")
	}
	look := func(s Screen) {
		if lost := s.Unsaved(); lost != "" {
			why = lost + " will be lost."
		}
	}
	a.eachScreen(look)
	for _, d := range a.dialogs {
		look(d)
	}
	return why
}
