// Package node runs the proof of an Action in a node that is installed.
package node

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"authzx/internal/text"
)

// ErrMissing says that no node is installed.
var ErrMissing = errors.New("node is not installed")

// Limits of one run.
const (
	longest   = 10 * time.Minute
	maxOutput = 64 << 20
	maxShown  = 400 // of what node says on standard error, in bytes
)

// Find is the node in the folders of a PATH; the error is ErrMissing where there is
// none.
func Find(path string) (string, error) {
	for _, dir := range filepath.SplitList(path) {
		if dir == "" || !filepath.IsAbs(dir) {
			continue // never the folder that the program happens to run in
		}
		file := filepath.Join(dir, "node")
		if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() && info.Mode().Perm()&0o111 != 0 {
			return file, nil
		}
	}
	return "", ErrMissing
}

// Run runs a script, which reads what input writes, and gives what it prints. The
// child inherits nothing of the environment: secrets may stand in it, and options.
func Run(ctx context.Context, file, script string, input func(io.Writer) error) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	cmd := exec.CommandContext(ctx, file, "-e", script)
	cmd.Env, cmd.Dir = []string{"NODE_NO_WARNINGS=1"}, os.TempDir()
	cmd.WaitDelay = time.Second
	out, said := &bounded{most: maxOutput}, &bounded{most: maxShown}
	cmd.Stdout, cmd.Stderr = out, said
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("starting node: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting node: %w", err)
	}
	wrote := errors.Join(input(in), in.Close())
	ended := cmd.Wait()
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("running node: %w", context.Cause(ctx))
	case ended != nil:
		return nil, fmt.Errorf("running node: %w: %s", ended, text.Escape(strings.TrimSpace(said.String())))
	case wrote != nil:
		return nil, fmt.Errorf("writing to node: %w", wrote)
	case out.over:
		return nil, fmt.Errorf("node printed more than %d bytes", maxOutput)
	}
	return out.Bytes(), nil
}

// bounded keeps the beginning of what is written to it.
type bounded struct {
	bytes.Buffer
	most int
	over bool
}

// Write keeps what there is room for, and never fails.
func (b *bounded) Write(p []byte) (int, error) {
	room := b.most - b.Len()
	if len(p) > room {
		b.over = true
		_, _ = b.Buffer.Write(p[:max(room, 0)])
		return len(p), nil
	}
	return b.Buffer.Write(p)
}
