// Package ui is the explorer's frame: it lays out the terminal, keeps the
// stack of screens, turns keys into actions, and draws help, palette, messages
// and dialogs. It knows no access control: what it shows comes from a Host.
package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/ui/theme"
)

// Options are what the App is made of.
type Options struct {
	Host      Host
	Theme     *theme.Theme
	Keys      *Keymap
	Clipboard Clipboard
	Now       func() time.Time
	// Tick sends a message after a while; nil takes tea.Tick.
	Tick  func(time.Duration, tea.Msg) Cmd
	Mouse bool
}

// App is the root of the program. Its Update is a short switch; what it shows
// is the screen on top of the router's stack, with dialogs above.
type App struct {
	Options
	layout  Layout
	router  *router
	home    *home // what waits while a visit lasts; nil when none does
	dialogs []Dialog
	say     Say
	spoken  int       // lines that the message took from the dialogs
	frame   int       // of the spinner
	ticking bool      // a spinner tick is on its way
	lastKey time.Time // when the person last pressed a key
	cause   cause     // of what is being done now
	grace   time.Time // keys before this are dropped, and put it off: they were meant for what a dialog covered
	told    time.Time // when the line last offered to cancel something, or something was cancelled
	quit    bool
	moves   moves // of what can be clicked
	said    said  // in the palette, so far
}

// NewApp makes an App; it draws nothing before it knows its size.
func NewApp(o Options) *App {
	if o.Tick == nil {
		o.Tick = Tick
	}
	return &App{Options: o, router: newRouter()}
}

// Tick sends msg after d.
func Tick(d time.Duration, msg tea.Msg) Cmd {
	return Run(tea.Tick(d, func(time.Time) tea.Msg { return msg }))
}

// Init shows the first screen and starts loading: the screen first, so that a
// frame is drawn before any request is sent.
func (a *App) Init() tea.Cmd {
	return a.carry(Batch(a.jump(a.Host.Start()), a.Host.Init(), a.minute()))
}

// Update takes one message.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := a.take(msg)
	if a.quit {
		a.eachScreen(Screen.Close) // they stay where they are: one more frame may be drawn
		return a, tea.Quit
	}
	return a, tea.Batch(cmd, a.carry(waits{a}.spin()))
}

// take handles a message and carries out what follows from it at once.
func (a *App) take(msg tea.Msg) tea.Cmd {
	a.cause = causeOf(msg)
	return a.carry(a.handle(msg))
}

func (a *App) handle(msg tea.Msg) Cmd {
	defer a.makeRoom()
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.moves.input = true
		return a.resize(msg.Width, msg.Height)
	case tea.KeyPressMsg:
		a.moves.input = true
		return a.key(msg)
	case tea.PasteMsg:
		a.moves.input = true
		return a.paste(msg.Content)
	case tea.MouseMsg:
		a.moves.input = true
		return a.mouse(msg)
	case Open:
		return a.open(msg.Route)
	case Jump:
		return (jumps{a}).depart(msg.Route, func() Cmd { return a.jump(msg.Route) })
	case Lead:
		return (jumps{a}).depart(msg.Route, func() Cmd { return a.lead(msg) })
	case Back:
		return a.back()
	case Leave:
		return a.leave(msg.Title, msg.Then)
	case Show:
		return a.show(msg.Dialog)
	case Close:
		a.close(msg.Dialog)
		return nil
	case Say:
		a.say = msg
		return nil
	case Copy:
		return a.copy(msg)
	case copied:
		a.say = msg.say()
		return nil
	case departNow:
		a.router.letGo()
		return msg.then()
	case leaveNow:
		a.router.drop()
		return a.reveal()
	case quitNow:
		a.quit = true
		return nil
	case do:
		if focus := a.focus(); focus != nil {
			return a.act(focus, msg.Action)
		}
		return a.do(msg.Action)
	case SwitchHost:
		return a.switchHost(msg)
	case Visit:
		return visits{a}.begin(msg)
	case Return:
		return visits{a}.end()
	case spinMsg:
		a.ticking = false
		a.frame++
		return nil
	case minuteMsg:
		return a.minute()
	case LogGrown:
		if e := a.router.top(); e != nil {
			return e.screen.Update(msg)
		}
		return nil
	case FilterBy:
		if e := a.router.top(); e != nil {
			return e.screen.Update(msg)
		}
		return nil
	case Mail:
		return a.deliver(msg)
	}
	return a.share(msg)
}

// share gives a message to the host, and the news to what is in view.
func (a *App) share(msg tea.Msg) Cmd {
	cmd, changed := a.Host.Update(msg)
	if _, is := msg.(DataChanged); is || changed {
		return Batch(cmd, a.announce())
	}
	return cmd
}

// announce tells what is in view that the data changed; what is covered hears
// of it when it comes into view again.
func (a *App) announce() Cmd {
	var cmds []Cmd
	if e := a.router.top(); e != nil {
		cmds = append(cmds, e.screen.Update(DataChanged{}))
	}
	for _, d := range a.dialogs {
		cmds = append(cmds, d.Update(DataChanged{}))
	}
	a.fit()
	return Batch(cmds...)
}

func (a *App) deliver(m Mail) Cmd {
	if m.To() == any(a.Host) {
		return a.share(m)
	}
	if a.home != nil && m.To() == any(a.home.host) {
		cmd, _ := a.home.host.Update(m) // its screens look again when they come back
		return cmd
	}
	for _, d := range a.dialogs {
		if any(d) == m.To() {
			cmd := d.Update(m)
			a.fit() // it may want another size now
			return cmd
		}
	}
	cmd := a.router.deliver(m)
	if a.home != nil {
		cmd = Batch(cmd, a.home.router.deliver(m))
	}
	return cmd
}

func (a *App) resize(w, h int) Cmd {
	a.layout = Arrange(w, h)
	a.fit()
	e := a.router.top()
	if e == nil || a.layout.TooSmall {
		return nil
	}
	return e.screen.Update(DataChanged{})
}

// fit gives the screen in view and the dialogs their sizes.
func (a *App) fit() {
	if a.layout.W == 0 || a.layout.TooSmall {
		return
	}
	if e := a.router.top(); e != nil {
		e.screen.SetSize(a.layout.Body.W, a.layout.Body.H)
	}
	for _, d := range a.dialogs {
		r := a.dialogRect(d)
		d.SetSize(r.W, r.H)
	}
}

// below is how many lines the message takes from a dialog: its answers must stay in
// sight, and at least half of the screen is its own.
func (a *App) below() int { return min(len(drawing{a}.message()), a.layout.H/2) }

// makeRoom gives the dialogs their sizes again where a message takes more room from
// them than before, or less.
func (a *App) makeRoom() {
	if below := a.below(); below != a.spoken {
		a.spoken = below
		a.fit()
	}
}

// dialogRect is where a dialog's box stands, its border included.
func (a *App) dialogRect(d Dialog) Rect {
	room := Rect{0, 1, a.layout.W, a.layout.H - 1 - max(1, a.below())}
	w, h := d.Want(room.W, room.H)
	if a.Theme.Linear {
		return room
	}
	return Middle(room, w, h)
}
