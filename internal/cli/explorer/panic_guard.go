package explorer

import (
	"sync/atomic"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/routine"
)

// guard keeps a panic of the explorer from being printed over the terminal: it
// ends the program in order, which restores the terminal, and keeps what happened.
type guard struct {
	model  tea.Model
	end    func() // ends the program
	last   tea.View
	caught atomic.Pointer[routine.Panic]
}

// catch is to be deferred by whatever runs code of the explorer.
func (g *guard) catch() {
	if v := recover(); v != nil {
		g.fail(routine.Caught(v))
	}
}

// fail keeps a panic and ends the program.
func (g *guard) fail(p *routine.Panic) {
	g.caught.CompareAndSwap(nil, p)
	g.end()
}

// Init is that of the model.
func (g *guard) Init() tea.Cmd {
	defer g.catch()
	return g.watched(g.model.Init())
}

// Update is that of the model.
func (g *guard) Update(msg tea.Msg) (model tea.Model, cmd tea.Cmd) {
	model = g
	defer g.catch()
	if g.caught.Load() != nil {
		return model, nil
	}
	g.model, cmd = g.model.Update(msg)
	return model, g.watched(cmd)
}

// View is that of the model; once it has failed, what it drew last.
func (g *guard) View() (v tea.View) {
	v = g.last
	defer g.catch()
	if g.caught.Load() == nil {
		v = g.model.View()
		g.last = v
	}
	return v
}

// watched is a command whose panics, and those of the commands that it gives,
// are caught as well.
func (g *guard) watched(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		defer g.catch()
		msg := cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i := range batch {
				batch[i] = g.watched(batch[i])
			}
		}
		return msg
	}
}
