package ui

// Visit puts another host before the present one, which waits as it is: the same tenant
// at another time. Like SwitchHost it is let go when From is no longer in view.
type Visit struct {
	Host Host
	From Screen
}

// Return ends a visit.
type Return struct{}

// home is what waits for the end of a visit.
type home struct {
	host   Host
	router *router
}

// visits begin and end.
type visits struct{ *App }

func (a visits) begin(m Visit) Cmd {
	why := a.hindrance(m.From)
	if why == "" && a.home != nil {
		why = "already in an earlier state"
	}
	if why != "" {
		m.Host.Close()
		a.say = Say{Text: "not opened: " + why, Bad: true}
		return nil
	}
	a.home = &home{a.Host, a.router}
	a.Host, a.router = m.Host, newRouter()
	a.clear()
	return Batch(a.jump(m.Host.Start()), m.Host.Init())
}

// end ends a visit: all is as it was left.
func (a visits) end() Cmd {
	if a.home == nil {
		return nil
	}
	a.Host.Close()
	a.router.each(Screen.Close)
	a.Host, a.router, a.home = a.home.host, a.home.router, nil
	a.clear()
	return a.reveal()
}

// clear takes dialogs and message away.
func (a *App) clear() {
	for _, d := range a.dialogs {
		d.Close()
	}
	a.dialogs, a.say = nil, Say{}
}

// eachScreen calls f with every living screen, of whoever waits too.
func (a *App) eachScreen(f func(Screen)) {
	a.router.each(f)
	if a.home != nil {
		a.home.router.each(f)
	}
}
