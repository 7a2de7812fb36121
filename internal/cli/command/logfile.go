package command

import (
	"cmp"
	"fmt"
	"io"
	"log/slog"
	"sync"

	"authzx/internal/api"
	"authzx/internal/private"
	"authzx/internal/text"
)

// LogFile is the log that --log asks for; a nil one takes everything and
// writes nothing.
type LogFile struct{ out *slog.Logger }

// noted is a writer that remembers its first error, for a logger tells nobody.
type noted struct {
	io.Writer
	mu    sync.Mutex
	first error
}

func (n *noted) Write(b []byte) (int, error) {
	written, err := n.Writer.Write(b)
	n.mu.Lock()
	defer n.mu.Unlock()
	n.first = cmp.Or(n.first, err)
	return written, err
}

// warn says at the end of a run what its log lacks.
func (n *noted) warn(r *Run) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.first != nil {
		r.Say("the log is incomplete: %v", n.first)
	}
	return nil
}

// openLog opens the log of this run where one is asked for.
func (r *Run) openLog() error {
	if r.Flags.log == "" {
		return nil
	}
	f, err := private.AppendFile(r.Flags.log)
	if err != nil {
		return fmt.Errorf("opening the log: %w", err)
	}
	r.Later(f.Close)
	out := &noted{Writer: f}
	r.Later(func() error { return out.warn(r) })
	r.Log = &LogFile{slog.New(slog.NewTextHandler(out, nil))}
	return nil
}

// Exchange logs one request. Bodies stay out: they are as large as tenants.
func (l *LogFile) Exchange(x api.Exchange) {
	if l == nil {
		return
	}
	attributes := []any{
		"method", x.Method, "target", text.Escape(x.Target), "status", x.Status, "took", x.Duration,
		"sent", x.BytesOut, "received", x.BytesIn, "attempt", x.Attempt, "for", x.Cause,
	}
	if x.Err != nil {
		attributes = append(attributes, "error", x.Err.Error())
	}
	l.out.Info("request", attributes...)
}

func (l *LogFile) note(remark string) {
	if l != nil {
		l.out.Info("note", "text", shown(remark))
	}
}
