package ui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// result is what the one thing that cmd asks for comes to.
func result(cmd Cmd) tea.Msg { return cmd.Commands()[0]() }

// page is a screen that remembers what was done to it.
type page struct {
	Plain
	name    string
	w, h    int
	acts    []Action
	typed   string
	entry   bool
	rungs   int
	rungCmd Cmd
	closed  bool
	lost    string
	sends   string
	told    int
	loader  *Loader[string]
	loaded  []string
	first   Cmd        // what it asks for at once
	shows   func() Cmd // what it asks for when its load is over
	enter   Cmd        // what enter asks for; nil opens a child
	reasons map[Action]widget.Words
}

func (p *page) Init() Cmd { return p.first }
func (p *page) Update(msg tea.Msg) Cmd {
	if _, ok := msg.(DataChanged); ok {
		p.told++
	}
	if p.loader != nil {
		if v, _, ok := p.loader.Take(msg); ok {
			p.loaded = append(p.loaded, v)
			if p.shows != nil {
				return p.shows()
			}
		}
	}
	return nil
}

func (p *page) Act(a Action) (Cmd, bool) {
	p.acts = append(p.acts, a)
	if a == Enter && p.enter != nil {
		return p.enter, true
	}
	if a == Enter {
		return Tell(Open{Route{Kind: p.name + "/child"}}), true
	}
	return nil, a == Down
}

func (p *page) View() string {
	return widget.Block([]string{widget.Fit(p.name, p.w, "")}, p.w, p.h)
}
func (p *page) SetSize(w, h int) { p.w, p.h = w, h }
func (p *page) Title() string    { return p.name }
func (p *page) Layers() []Layer {
	if p.entry {
		return []Layer{FilterLayer}
	}
	return []Layer{ListLayer, GlobalLayer}
}
func (p *page) Hints() []Action { return []Action{Enter, Filter} }

func (p *page) WhyNot(a Action) widget.Words { return p.reasons[a] }
func (p *page) Capturing() bool              { return p.entry }
func (p *page) Entry(msg tea.Msg) Cmd {
	switch m := msg.(type) {
	case tea.KeyPressMsg:
		p.typed += m.Text
	case tea.PasteMsg:
		p.typed += m.Content
	}
	return nil
}
func (p *page) Unsaved() string { return p.lost }
func (p *page) Sending() string { return p.sends }
func (p *page) Close()          { p.closed = true }
func (p *page) EscapeStep() (Cmd, bool) {
	if p.rungs == 0 {
		return nil, false
	}
	p.rungs--
	return p.rungCmd, true
}

// desk is a host of pages.
type desk struct {
	status Status
	made   map[string]*page
	first  map[string]Cmd // what pages ask for at once
	acts   []Action
	closed bool
	since  time.Time // since when it is busy
}

func (d *desk) Close()       { d.closed = true }
func (d *desk) Init() Cmd    { return nil }
func (d *desk) Start() Route { return Route{Kind: "start"} }
func (d *desk) Make(r Route) Screen {
	p := &page{name: r.Kind, first: d.first[r.Kind]}
	d.made[r.Kind] = p
	return p
}
func (d *desk) Update(tea.Msg) (Cmd, bool) { return nil, false }
func (d *desk) Act(a Action) (Cmd, bool) {
	d.acts = append(d.acts, a)
	if a == GoGroups {
		return Tell(Jump{Route{Kind: "groups"}}), true
	}
	return nil, false
}
func (d *desk) Status() Status { return d.status }
func (d *desk) Items() func() []Item {
	return func() []Item {
		return []Item{{Kind: "user", Label: text.New("Ann"), Then: Open{Route{Kind: "ann"}}}}
	}
}
func (d *desk) Verbs() []Verb {
	return []Verb{
		{Words: []string{"users"}, Kinds: []string{"user"}, Takes: func(rest text.Text) Item {
			return Item{Kind: "list", Label: text.New("users " + rest.Raw()), Then: Lead{Route: Route{Kind: "users"}, Filter: rest}}
		}},
		{Words: []string{"access", "access of"}, Kinds: []string{"user"}, Of: func(r Route) tea.Msg { return Open{Route{Kind: "access", ID: r.ID}} }},
	}
}

func (d *desk) Ways() []Way {
	return []Way{
		{Compare, Item{Label: text.New("compare two"), Then: Lead{Route: Route{Kind: "groups"}, Action: Down, Say: "mark two"}}},
		{Filter, Item{Label: text.New("filter a list"), Then: Say{Text: "open a list"}}},
	}
}
func (d *desk) Busy() (time.Time, string) { return d.since, "loading" }
func (d *desk) Cancel()                   { d.since = time.Time{} }

type board struct{ got []string }

func (b *board) Put(v string) (string, error)     { b.got = append(b.got, v); return "via tmux", nil }
func (b *board) Save(_, v string) (string, error) { b.got = append(b.got, v); return "copy.txt", nil }

func start(t *testing.T) (*App, *desk) {
	t.Helper()
	d := &desk{made: map[string]*page{}}
	clock := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	a := NewApp(Options{
		Host: d, Theme: theme.New(theme.Options{Profile: theme.None, Keys: NewKeymap(Bindings()).Key}),
		Keys: NewKeymap(Bindings()), Clipboard: &board{},
		Now: func() time.Time { return clock },
	})
	a.router.jump(&entry{d.Start(), d.Make(d.Start())})
	play(a, tea.WindowSizeMsg{Width: 80, Height: 24})
	return a, d
}

// play gives messages to the app and carries out the commands that follow,
// ticks apart.
func play(a *App, msgs ...tea.Msg) {
	for len(msgs) > 0 {
		msg := msgs[0]
		msgs = msgs[1:]
		switch msg := msg.(type) {
		case tea.BatchMsg:
			for _, cmd := range msg {
				if cmd != nil {
					msgs = append(msgs, cmd())
				}
			}
			continue
		case nil:
			continue
		}
		if cmd := a.take(msg); cmd != nil {
			msgs = append(msgs, cmd())
		}
	}
}

// byHand carries out a message that a key brought about.
func byHand(a *App, msg tea.Msg) {
	a.cause = cause{hand: true}
	if cmd := a.carry(a.handle(msg)); cmd != nil {
		play(a, cmd())
	}
}

func press(a *App, keys ...string) {
	for _, k := range keys {
		play(a, keyOf(k))
	}
}

func keyOf(k string) tea.KeyPressMsg {
	switch k {
	case "enter":
		return tea.KeyPressMsg{Code: tea.KeyEnter}
	case "esc":
		return tea.KeyPressMsg{Code: tea.KeyEscape}
	case "up":
		return tea.KeyPressMsg{Code: tea.KeyUp}
	case "down":
		return tea.KeyPressMsg{Code: tea.KeyDown}
	case "ctrl+c":
		return tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl}
	}
	return tea.KeyPressMsg{Code: []rune(k)[0], Text: k}
}
