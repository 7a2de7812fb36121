package cli

import (
	"fmt"
	"log/slog"

	"authzx/internal/api"
	"authzx/internal/private"
	"authzx/internal/text"
)

// logFile is the log that --log asks for; a nil one takes everything and
// writes nothing.
type logFile struct{ out *slog.Logger }

// openLog opens the log of this run where one is asked for.
func (r *run) openLog() error {
	if r.flags.log == "" {
		return nil
	}
	f, err := private.AppendFile(r.flags.log)
	if err != nil {
		return fmt.Errorf("opening the log: %w", err)
	}
	r.later(f.Close)
	r.log = &logFile{slog.New(slog.NewTextHandler(f, nil))}
	return nil
}

// exchange logs one request. Bodies stay out: they are as large as tenants.
func (l *logFile) exchange(x api.Exchange) {
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

func (l *logFile) note(remark string) {
	if l != nil {
		l.out.Info("note", "text", shown(remark))
	}
}
