package ui

// SwitchHost puts another host behind the frame: another profile. The other one
// is let go instead while something is being sent, or when From, the screen that
// asked for it, is no longer in view: whoever has gone on does not expect it.
type SwitchHost struct {
	Host Host
	From Screen
}

// Close ends what the hosts have running, once the program is over.
func (a *App) Close() {
	a.Host.Close()
	if a.home != nil {
		a.home.host.Close()
	}
}

func (a *App) switchHost(m SwitchHost) Cmd {
	if why := a.hindrance(m.From); why != "" {
		m.Host.Close()
		a.say = Say{Text: "not switched: " + why, Bad: true}
		return nil
	}
	a.Close()
	a.eachScreen(Screen.Close)
	a.router, a.home = newRouter(), nil
	a.clear()
	a.said = said{}
	a.Host = m.Host
	return Batch(a.jump(m.Host.Start()), m.Host.Init())
}

// hindrance says why another host can't take over now; empty when it can.
func (a *App) hindrance(from Screen) string {
	if what := a.sending(); what != "" {
		return what + " is being sent"
	}
	if a.router.top().screen != from {
		return "you have moved on"
	}
	return ""
}

// sending says what is on its way to the tenant; empty for nothing.
func (a *App) sending() string {
	what := ""
	look := func(s Screen) {
		if sends := s.Sending(); sends != "" {
			what = sends
		}
	}
	a.eachScreen(look)
	for _, d := range a.dialogs {
		look(d)
	}
	return what
}
