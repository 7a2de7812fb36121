package cli

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"authzx/internal/private"
	"authzx/internal/text"
)

// clipboard takes copies by tmux, and into a file.
type clipboard struct {
	tmux    bool
	environ []string
	folder  string // for files; empty when there is none
}

func newClipboard(env Env, state string) *clipboard {
	return &clipboard{tmux: env.variable("TMUX") != "", environ: env.Environ, folder: state}
}

// tmuxLimit is how long tmux may take over a copy.
const tmuxLimit = 2 * time.Second

// Put hands the value to tmux, which passes it on to the terminal outside; how
// is empty where there is no tmux.
func (c *clipboard) Put(value string) (how string, err error) {
	if !c.tmux {
		return "", nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), tmuxLimit)
	defer cancel()
	cmd := exec.CommandContext(ctx, "tmux", "load-buffer", "-w", "-")
	cmd.Env, cmd.Stdin, cmd.WaitDelay = c.environ, strings.NewReader(value), time.Second
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("copying through tmux: %w", err)
	}
	return "through tmux", nil
}

// Save writes the value to a private file, the last copy over the one before.
func (c *clipboard) Save(value string) (path string, err error) {
	if c.folder == "" {
		return "", errors.New("no folder for it is known: set HOME or XDG_STATE_HOME")
	}
	path = filepath.Join(c.folder, "copied.txt")
	if err := private.WriteFile(path, []byte(value)); err != nil {
		return "", err
	}
	return text.Escape(path), nil
}
