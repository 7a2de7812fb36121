package explorer

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"authzx/internal/cli/command"
	"authzx/internal/environment"
	"authzx/internal/private"
	"authzx/internal/text"
)

// clipboard takes copies by tmux, and into a file.
type clipboard struct {
	tmux    bool
	environ []string
	folder  string // for files; empty when there is none
	home    string
	now     func() time.Time
}

func newClipboard(env command.Env, state string) *clipboard {
	c := &clipboard{tmux: env.Variable("TMUX") != "", environ: env.Environ, home: env.Variable("HOME"), now: env.Now}
	if state != "" {
		c.folder = filepath.Join(state, "exports")
	}
	return c
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
	cmd.Env, cmd.Stdin, cmd.WaitDelay = environment.ForChild(c.environ), strings.NewReader(value), time.Second
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("copying via tmux: %w", err)
	}
	return "via tmux", nil
}

// Save writes the value to a private file that wasn't there before.
func (c *clipboard) Save(name, value string) (path string, err error) {
	if c.folder == "" {
		return "", errors.New("no folder for it: set HOME or XDG_STATE_HOME")
	}
	ext := filepath.Ext(name)
	base := fileWords(strings.TrimSuffix(name, ext)) + "-" + c.now().Format("20060102-150405")
	for n := 1; ; n++ {
		path = filepath.Join(c.folder, base+ext)
		if n > 1 {
			path = filepath.Join(c.folder, fmt.Sprintf("%s-%d%s", base, n, ext))
		}
		err := private.NewFile(path, []byte(value))
		switch {
		case errors.Is(err, fs.ErrExist):
			continue
		case err != nil:
			return "", err
		}
		return text.Escape(c.short(path)), nil
	}
}

// short is a path with ~ for the home folder.
func (c *clipboard) short(path string) string {
	if rest, ok := strings.CutPrefix(path, c.home+string(filepath.Separator)); ok && c.home != "" {
		return filepath.Join("~", rest)
	}
	return path
}

// longestName is how much of a name goes into that of a file.
const longestName = 40

// fileWords makes part of a file's name of any text: letters, digits and dashes.
func fileWords(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case b.Len() >= longestName:
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	if words := strings.Trim(b.String(), "-"); words != "" {
		return words
	}
	return "export"
}
