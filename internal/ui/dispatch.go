package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
)

// do asks the App for one of its own actions: the palette sends it.
type do struct{ Action Action }

// key turns one key into an action, or into text where text is entered.
func (a *App) key(k tea.KeyPressMsg) tea.Cmd {
	now := a.Now()
	if now.Before(a.deaf) {
		return nil
	}
	a.lastKey = now
	said := a.say
	if said.over() {
		a.say = Say{}
	}
	focus := a.focus()
	name := keyName(k)
	if focus == nil || a.layout.TooSmall {
		return a.unseen(name)
	}
	layers := append([]Layer{InterruptLayer}, focus.Layers()...)
	if action, ok := a.Keys.Action(layers, name); ok {
		if action == Escape && said.Bad {
			a.say = Say{}
			return nil
		}
		return a.act(focus, action)
	}
	if t, ok := focus.(TextEntry); ok && t.Capturing() {
		return t.Type(k)
	}
	return nil
}

// unseen takes a key while there is no screen to see: only what interrupts, and
// no question that nobody could read.
func (a *App) unseen(name string) tea.Cmd {
	action, _ := a.Keys.Action([]Layer{InterruptLayer}, name)
	switch {
	case action == Suspend, action == Redraw:
		return a.do(action)
	case action != Interrupt || a.cancelled():
	case a.atStake() != "":
		a.say = Say{Text: a.atStake() + " It takes more room to quit."}
	default:
		a.quit = true
	}
	return nil
}

// keyName is the key as the table spells it: an upper case letter stands for
// itself, whatever way the terminal reports shift.
func keyName(k tea.KeyPressMsg) string {
	if k.Text != "" && k.Text != " " && k.Mod&^tea.ModShift == 0 {
		return k.Text
	}
	return k.String()
}

// act gives an action to the screen in focus, then to the host, then to the
// frame.
func (a *App) act(focus Screen, action Action) tea.Cmd {
	if action == Interrupt {
		return a.interrupt()
	}
	if cmd, ok := focus.Act(action); ok {
		return cmd
	}
	if len(a.dialogs) > 0 {
		if action == Escape {
			return a.closeTop()
		}
		if !slices.Contains([]Action{Suspend, Redraw}, action) {
			return nil
		}
	}
	return a.do(action)
}

// do gives a global action to the host, and does what the frame itself knows.
func (a *App) do(action Action) tea.Cmd {
	if cmd, ok := a.Host.Act(action); ok {
		return cmd
	}
	switch action {
	case Help:
		return a.show(a.help())
	case Palette:
		return a.show(a.palette())
	case LastView:
		if a.router.swap() {
			return a.reveal()
		}
	case Escape:
		if l, ok := a.focus().(Ladder); ok {
			if cmd, cleared := l.Rung(); cleared {
				return cmd
			}
		}
		return a.back()
	case Out:
		return a.back()
	case BackOrQuit:
		if len(a.router.stack) < 2 {
			return a.end()
		}
		return a.back()
	case Quit:
		return a.end()
	case Suspend:
		return tea.Suspend
	case Redraw:
		return tea.ClearScreen
	}
	return nil
}

// interrupt cancels what runs; when nothing does, it closes the dialog on top,
// else it quits.
func (a *App) interrupt() tea.Cmd {
	switch n := len(a.dialogs); {
	case a.cancelled():
		return nil
	case n == 0:
		return a.end()
	case unsaved(a.dialogs[n-1]) != "":
		top := a.dialogs[n-1]
		return a.show(a.ask("Leave?", unsaved(top)+" would be lost.", Close{Dialog: top}))
	}
	return a.closeTop()
}

// cancelled ends what runs; false when nothing does.
func (a *App) cancelled() bool {
	for _, b := range a.busies() {
		if since, what := b.Busy(); !since.IsZero() {
			b.Cancel()
			a.say = Say{Text: "cancelled: " + what}
			return true
		}
	}
	return false
}

// busies lists what may be waiting for something, the nearest first.
func (a *App) busies() []Busy {
	var out []Busy
	for _, d := range slices.Backward(a.dialogs) {
		if b, ok := d.(Busy); ok {
			out = append(out, b)
		}
	}
	if e := a.router.top(); e != nil {
		if b, ok := e.screen.(Busy); ok {
			out = append(out, b)
		}
	}
	return append(out, a.Host)
}

func (a *App) paste(s string) tea.Cmd {
	a.lastKey = a.Now()
	if t, ok := a.focus().(TextEntry); ok && t.Capturing() {
		return t.Paste(s)
	}
	a.say = Say{Text: "pasted text goes into a filter or a form: press / first"}
	return nil
}

// spinDelay is how long something must run before the spinner shows, spinStep
// how long each of its frames stays.
const (
	spinDelay = 300 * time.Millisecond
	spinStep  = 150 * time.Millisecond
)

type spinMsg struct{}

// spin keeps the spinner turning while something runs, and only then: a
// spinner that turns for nothing costs bytes for ever.
func (a *App) spin() tea.Cmd {
	if a.ticking {
		return nil
	}
	for _, b := range a.busies() {
		if since, _ := b.Busy(); !since.IsZero() {
			a.ticking = true
			return a.Options.Tick(spinStep, spinMsg{})
		}
	}
	return nil
}

type minuteMsg struct{}

// minute redraws the age of the data now and then.
func (a *App) minute() tea.Cmd {
	return a.Options.Tick(time.Minute, minuteMsg{})
}
