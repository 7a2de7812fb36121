package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/ui/widget"
)

// do asks the App for one of its own actions: the palette sends it.
type do struct{ Action Action }

// locks are the modifiers that terminals report beside a key and that mean nothing of
// their own: what they do is in the key's text already.
const locks = tea.ModCapsLock | tea.ModNumLock | tea.ModScrollLock

// key turns one key into an action, or into text where text is entered.
func (a *App) key(k tea.KeyPressMsg) Cmd {
	now := a.Now()
	a.lastKey = now
	if now.Before(a.grace) {
		a.grace = now.Add(inFlight)
		return nil
	}
	k.Mod &^= locks
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
	if focus.Capturing() {
		return focus.Entry(k)
	}
	return nil
}

// unseen takes a key while there is no screen to see: only what interrupts, and
// no question that nobody could read.
func (a *App) unseen(name string) Cmd {
	action, _ := a.Keys.Action([]Layer{InterruptLayer}, name)
	switch {
	case action == Suspend, action == Redraw:
		return a.do(action)
	case action != Interrupt || (waits{a}).cancelled():
	case a.atStake() != "":
		a.say = Say{Text: a.atStake() + " Enlarge the terminal to quit."}
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
func (a *App) act(focus Screen, action Action) Cmd {
	switch action {
	case Interrupt:
		return a.interrupt()
	case Help:
		return a.show(offers{a}.help())
	}
	if why := a.whyNot(focus, action); why != "" {
		a.say = Say{Text: a.Theme.Words(why)}
		return nil
	}
	if cmd, ok := focus.Act(action); ok {
		return cmd
	}
	if len(a.dialogs) > 0 {
		if action == Escape {
			a.closeTop()
			return nil
		}
		if !slices.Contains([]Action{Suspend, Redraw}, action) {
			return a.meansNothing(action)
		}
	}
	return a.do(action)
}

// do gives a global action to the host, and does what the frame itself knows.
func (a *App) do(action Action) Cmd {
	if cmd, ok := a.Host.Act(action); ok {
		return cmd
	}
	switch action {
	case Palette:
		return a.show(offers{a}.palette())
	case LastView:
		a.router.swap()
		return a.reveal()
	case JumpBack:
		return jumps{a}.travel(-1)
	case JumpOn:
		return jumps{a}.travel(1)
	case Escape:
		if (waits{a}).offered() && (waits{a}).cancelled() {
			return nil
		}
		if focus := a.focus(); focus != nil {
			if cmd, cleared := focus.EscapeStep(); cleared {
				return cmd
			}
		}
		return a.back()
	case Out:
		if len(a.router.stack) < 2 {
			a.say = Say{Text: a.Theme.Words("this is the first screen: {back} quits")}
			return nil
		}
		return a.back()
	case BackOrQuit:
		switch {
		case len(a.router.stack) > 1:
		case a.home != nil:
			return visits{a}.end()
		default:
			return a.end()
		}
		return a.back()
	case Quit:
		return a.end()
	case Suspend:
		return Run(tea.Suspend)
	case Redraw:
		return Run(tea.ClearScreen)
	}
	return a.meansNothing(action)
}

// whyNot says why an action can't be done just now; empty where it can.
func (a *App) whyNot(focus Screen, action Action) widget.Words {
	if why := focus.WhyNot(action); why != "" {
		return why
	}
	switch {
	case len(a.dialogs) > 0:
	case action == LastView && len(a.router.last) == 0:
		return "no previous view yet"
	case action == JumpBack && !a.router.leads(-1):
		return "nothing to jump back to"
	case action == JumpOn && !a.router.leads(1):
		return "nothing to jump forward to"
	}
	return ""
}

// meansNothing answers a key of which nobody made anything; a fault that holds is more
// important.
func (a *App) meansNothing(action Action) Cmd {
	if b, ok := a.Keys.Binding(a.focus().Layers(), action); ok && a.say.over() {
		a.say = Say{Text: "not here: " + b.Help}
	}
	return nil
}

// interrupt cancels what runs; when nothing does, it closes the dialog on top,
// else it quits.
func (a *App) interrupt() Cmd {
	switch n := len(a.dialogs); {
	case (waits{a}).cancelled():
		return nil
	case n == 0 && a.Now().Sub(a.told) < meantToCancel:
		a.say = Say{Text: a.Theme.Words("nothing is running: {interrupt} again quits")}
		a.told = time.Time{}
		return nil
	case n == 0:
		return a.end()
	case a.dialogs[n-1].Unsaved() != "":
		top := a.dialogs[n-1]
		return a.show(a.ask("Leave?", top.Unsaved()+" will be lost.", func() Cmd { return Tell(Close{top}) }))
	}
	a.closeTop()
	return nil
}

func (a *App) paste(s string) Cmd {
	a.lastKey = a.Now()
	if focus := a.focus(); focus != nil && focus.Capturing() {
		return focus.Entry(tea.PasteMsg{Content: s})
	}
	a.say = Say{Text: a.Theme.Words("paste works in a filter or form: press {filter} first")}
	return nil
}

type minuteMsg struct{}

// minute redraws the age of the data now and then.
func (a *App) minute() Cmd {
	return a.Options.Tick(time.Minute, minuteMsg{})
}
