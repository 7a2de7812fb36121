package explorer

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"authzx/internal/cli/command"
)

const childSecret = "canary-child-secret"

func TestEditorAndTmuxDoNotInheritSecrets(t *testing.T) {
	dir := t.TempDir()
	kept := filepath.Join(dir, "environ")
	for _, name := range []string{"tmux", "ed"} {
		fake := "#!/bin/sh\nenv >>'" + kept + "'\ncat >/dev/null\n"
		if err := os.WriteFile(filepath.Join(dir, name), []byte(fake), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	env := command.Env{Environ: []string{
		"PATH=" + os.Getenv("PATH"), "TMUX=/tmp/x,1,0", "EDITOR=ed", "STAYS=yes",
		"AUTHZX_CLIENT_SECRET=" + childSecret, "AUTHZX_TOKEN=" + childSecret,
	}}
	if how, err := newClipboard(env, "").Put("copied"); err != nil || how == "" {
		t.Fatalf("%q, %v", how, err)
	}
	cmd, err := editor(&command.Run{Env: env}, nil, nil)("file")
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = nil, nil, nil
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	seen, err := os.ReadFile(kept)
	if err != nil || strings.Count(string(seen), "STAYS=yes") != 2 || strings.Contains(string(seen), childSecret) || strings.Contains(string(seen), "AUTHZX_") {
		t.Errorf("they saw %s (%v)", seen, err)
	}
}
