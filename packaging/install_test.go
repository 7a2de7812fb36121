//go:build unix

package packaging_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestInstallPutsTheProgramWithPageAndCompletionsInPlace(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program")
	}
	if _, err := exec.LookPath("make"); err != nil {
		t.Skip(err)
	}
	root := t.TempDir()
	cmd := exec.CommandContext(t.Context(), "make", "-C", "..", "install", "DESTDIR="+root, "PREFIX=/opt/authzx")
	cmd.Env = append(os.Environ(), "MAKEFLAGS=", "GOFLAGS=-trimpath")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	top := filepath.Join(root, "opt/authzx")
	for _, file := range []string{
		"share/man/man1/authzx.1.gz", "share/bash-completion/completions/authzx",
		"share/zsh/site-functions/_authzx", "share/fish/vendor_completions.d/authzx.fish",
	} {
		if info, err := os.Stat(filepath.Join(top, file)); err != nil || info.Size() == 0 || info.Mode().Perm() != 0o644 {
			t.Errorf("%s: %v", file, err)
		}
	}
	home := t.TempDir()
	installed := exec.CommandContext(t.Context(), filepath.Join(top, "bin/authzx"), "version")
	installed.Env = []string{"HOME=" + home}
	if out, err := installed.Output(); err != nil || !strings.HasPrefix(string(out), "authzx ") {
		t.Errorf("what was installed says %q (%v)", out, err)
	}
}
