package command

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"authzx/internal/config"
	"authzx/internal/private"
	"authzx/internal/routine"
	"authzx/internal/text"
)

// Crashed writes down a panic, less all secrets, and gives the error that says where.
func (r *Run) Crashed(f *routine.Panic) error {
	path := r.Flags.log
	if path == "" {
		path = config.ResolvePaths(r.Env.Config(), r.Flags.Config()).State
		if path != "" {
			path = filepath.Join(path, "authzx.log")
		}
	}
	value := text.Escape(r.withoutSecrets(fmt.Sprint(f.Value)))
	what := "internal error"
	if path == "" {
		return fmt.Errorf("%s: %s", what, value)
	}
	file, err := private.AppendFile(path)
	if err == nil {
		_, err = fmt.Fprintf(file, "%s panic in authzx %s: %s\n%s\n", r.Env.Now().UTC().Format(time.RFC3339),
			r.Env.Version, value, stackText(r.withoutSecrets(string(f.Stack))))
		err = errors.Join(err, file.Close())
	}
	if err != nil {
		return fmt.Errorf("%s, and the log %s could not be written: %w", what, text.Escape(path), err)
	}
	return fmt.Errorf("%s; details are in %s", what, text.Escape(path))
}

// stackText keeps the lines of a stack and makes each safe to show.
func stackText(stack string) string {
	lines := strings.Split(stack, "\n")
	for i, line := range lines {
		rest := strings.TrimLeft(line, "\t")
		lines[i] = line[:len(line)-len(rest)] + text.Escape(rest)
	}
	return strings.Join(lines, "\n")
}
