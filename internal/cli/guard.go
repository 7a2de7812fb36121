package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/config"
	"authzx/internal/crew"
	"authzx/internal/private"
	"authzx/internal/text"
)

// guard keeps a panic of the explorer from being printed over the terminal: it
// ends the program in order, which restores the terminal, and keeps what happened.
type guard struct {
	model  tea.Model
	end    func() // ends the program
	last   tea.View
	caught atomic.Pointer[crew.Fault]
}

// catch is to be deferred by whatever runs code of the explorer.
func (g *guard) catch() {
	if v := recover(); v != nil {
		g.caught.CompareAndSwap(nil, crew.Caught(v))
		g.end()
	}
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

// crashed writes down a panic and gives the error that says where.
func (r *run) crashed(f *crew.Fault) error {
	path := r.flags.log
	if path == "" {
		path = config.ResolvePaths(r.env.config(), r.flags.config()).State
		if path != "" {
			path = filepath.Join(path, "authzx.log")
		}
	}
	what := "authzx failed by a fault of its own"
	if path == "" {
		return fmt.Errorf("%s: %s", what, text.Escape(fmt.Sprint(f.Value)))
	}
	file, err := private.AppendFile(path)
	if err == nil {
		_, err = fmt.Fprintf(file, "%s panic in authzx %s: %s\n%s\n", r.env.Now().UTC().Format(time.RFC3339),
			r.env.Version, text.Escape(fmt.Sprint(f.Value)), stackText(f.Stack))
		err = errors.Join(err, file.Close())
	}
	if err != nil {
		return fmt.Errorf("%s, and the log %s could not be written: %w", what, text.Escape(path), err)
	}
	return fmt.Errorf("%s; what happened is in %s", what, text.Escape(path))
}

// stackText keeps the lines of a stack and makes each safe to show.
func stackText(stack []byte) string {
	lines := strings.Split(string(stack), "\n")
	for i, line := range lines {
		rest := strings.TrimLeft(line, "\t")
		lines[i] = line[:len(line)-len(rest)] + text.Escape(rest)
	}
	return strings.Join(lines, "\n")
}
