package ui

import tea "charm.land/bubbletea/v2"

// SwitchHost puts another host behind the frame: another profile. The other one
// is let go instead while something is being sent, or when From, the screen that
// asked for it, is no longer in view: whoever has gone on does not expect it.
type SwitchHost struct {
	Host Host
	From Screen
}

// Close ends what the present host has running, once the program is over.
func (a *App) Close() { closeHost(a.Host) }

func closeHost(h Host) {
	if c, ok := h.(Closer); ok {
		c.Close()
	}
}

func (a *App) switchHost(m SwitchHost) tea.Cmd {
	if why := a.hindrance(m.From); why != "" {
		closeHost(m.Host)
		a.say = Say{Text: "not switched: " + why, Bad: true}
		return nil
	}
	a.Close()
	a.router.reset()
	for _, d := range a.dialogs {
		closeScreen(d)
	}
	a.dialogs, a.say = nil, Say{}
	a.Host = m.Host
	return Batch(a.jump(m.Host.Start()), m.Host.Init())
}

// hindrance says why another host can't take over now; empty when it can.
func (a *App) hindrance(from Screen) string {
	if what := a.sending(); what != "" {
		return what + " is being sent"
	}
	if a.router.top().screen != from {
		return "you have gone on meanwhile"
	}
	return ""
}

// sending says what is on its way to the tenant; empty for nothing.
func (a *App) sending() string {
	what := ""
	look := func(s Screen) {
		if s, ok := s.(Sending); ok && s.Sending() != "" {
			what = s.Sending()
		}
	}
	a.router.each(look)
	for _, d := range a.dialogs {
		look(d)
	}
	return what
}
