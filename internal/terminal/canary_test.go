//go:build unix

package terminal

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"authzx/internal/cli/clitest"
	"authzx/internal/sandbox/sample"
)

const apiKeyCanary = "canary0123456789abcdef0123456789abcdef0123456789abcdef0123456789"

// secretive is a world whose tenant has an API key, and whose editor and tmux note
// with what they are run.
func secretive(t *testing.T) (w *clitest.World, noted string, env []string) {
	t.Helper()
	from := sample.Company()
	from.Document = bytes.Replace(from.Document, []byte(`"_id":"v1"`), []byte(`"_id":"v1","apikey":"`+apiKeyCanary+`"`), 1)
	w, _ = clitest.ConnectedTo(t, from)
	noted = filepath.Join(w.Env.Home, "noted")
	tools := filepath.Join(t.TempDir(), "tools")
	note := "#!/bin/sh\n{ echo ran \"$0\" \"$@\"; env; cat /proc/$PPID/cmdline /proc/$$/environ; case $0 in *tmux) cat;; esac; } >> '" + noted + "'\n"
	for _, name := range []string{"tmux", "noting-editor"} {
		path := filepath.Join(tools, name)
		if err := os.MkdirAll(tools, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(note), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return w, noted, []string{
		"AUTHZX_CLIENT_SECRET=" + clitest.Canary, "TMUX=/tmp/tmux-0/default,1,0", "EDITOR=noting-editor", "PATH=" + tools + ":" + os.Getenv("PATH"),
	}
}

// Of all that leaves the explorer (what it draws, copies, writes and hands to other
// programs) nothing holds the client's secret, the token or the API key.
func TestNoSecretLeavesTheExplorer(t *testing.T) {
	w, noted, env := secretive(t)
	log := filepath.Join(w.Env.Home, "log")
	e := openIn(t, env, w.Env.Home, 110, 40, "--log", log)
	e.shows("61 users", "Ann Archer")
	e.types("y")
	e.shows("copied")
	e.adds()
	e.shows("applied, verified")
	for _, keys := range []string{"C", "8/GET /configuration\r", "\r\r", "y", "Y", "\x12", "]", "]", "@", "\r", "]", "P", "9", "7", "\r"} {
		e.types(keys)
		still(t, e)
		if strings.Contains("YP79C", keys) {
			e.types("\x1b[27u")
		}
	}
	e.types("\x1b[27u\x1b[27u2")
	e.shows("groups")
	e.types("e")
	e.shows("Edit")
	e.types("\x0f")
	still(t, e)
	secrets := []string{clitest.Canary, apiKeyCanary}
	secrets = append(secrets, cachedTokens(t, w.Env.Home)...)
	leaves := map[string]string{"what is drawn": string(e.Output()), "what is copied": copies(e.Output())}
	for path, content := range written(t, w.Env.Home) {
		leaves[path] = content
	}
	for what, content := range leaves {
		for _, secret := range secrets {
			if strings.Contains(content, secret) {
				at := strings.Index(content, secret)
				t.Errorf("%s holds a secret: %q", what, content[max(0, at-200):at+5])
			}
		}
	}
	for what, sign := range map[string]string{noted: "noting-editor", log: "target=/groups"} {
		if !strings.Contains(leaves[what], sign) {
			t.Errorf("%s has no %q: the test proves nothing\n%s\n%s", what, sign, leaves[what], e.Screen())
		}
	}
	for _, run := range []string{"load-buffer", "tmux info"} { // a library asks for info before main begins
		if !strings.Contains(leaves[noted], run) {
			t.Errorf("%s was not run: the test proves nothing\n%s", run, leaves[noted])
		}
	}
}

// A program that gives the secret of one profile learns nothing of the secret of
// another that stands in the environment.
func TestAProgramThatGivesASecretIsGivenNone(t *testing.T) {
	t.Parallel()
	w, server := clitest.ConnectedTo(t, sample.Company())
	noted := filepath.Join(w.Env.Home, "noted")
	give := w.File("give", "#!/bin/sh\n{ echo ran \"$0\" \"$@\"; env; tr '\\0' '\\n' </proc/$$/environ; } >> '"+noted+"'\necho "+clitest.Canary+"\n")
	if err := os.Chmod(give, 0o700); err != nil {
		t.Fatal(err)
	}
	w.Configure(fmt.Sprintf("default_profile = \"own\"\n[profiles.own]\nbase_url = %[1]q\ntoken_url = %[2]q\nclient_id = \"admin\"\nclient_secret_keyring = true\n"+
		"[profiles.given]\nbase_url = %[1]q\ntoken_url = %[2]q\nclient_id = \"admin\"\nclient_secret_command = [%[3]q, \"argument\"]\n",
		server.BaseURL(), server.TokenURL(), give))
	p := openIn(t, []string{"AUTHZX_CLIENT_SECRET=" + clitest.Canary, "AUTHZX_TOKEN=" + clitest.Canary}, w.Env.Home, 100, 30, "diff", "profile:given", "profile:given")
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	if code, err := p.Exit(ctx); err != nil || code != 0 {
		t.Fatalf("code %d, %v\n%s", code, err, p.Screen())
	}
	content, err := os.ReadFile(noted)
	if err != nil || !strings.Contains(string(content), "argument") {
		t.Fatalf("the program was not run: %v", err)
	}
	if strings.Contains(string(content)+string(p.Output()), clitest.Canary) {
		t.Errorf("the program learns %s", content)
	}
}

// cachedTokens are those in the cache, where they belong.
func cachedTokens(t *testing.T, home string) []string {
	t.Helper()
	paths, _ := filepath.Glob(filepath.Join(home, ".cache/authzx/token-*.json"))
	var tokens []string
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var kept struct {
			Token string `json:"access_token"`
		}
		if err := json.Unmarshal(content, &kept); err != nil || kept.Token == "" {
			t.Fatalf("the cached token: %v", err)
		}
		tokens = append(tokens, kept.Token)
	}
	if len(tokens) == 0 {
		t.Fatal("there is no token: the test proves nothing")
	}
	return tokens
}

// copies is what the terminal was told to put on its clipboard.
func copies(out []byte) string {
	var all strings.Builder
	for _, m := range regexp.MustCompile(`\x1b\]52;c;([A-Za-z0-9+/=]*)`).FindAllSubmatch(out, -1) {
		if text, err := base64.StdEncoding.DecodeString(string(m[1])); err == nil {
			all.Write(text)
		}
	}
	return all.String()
}

// written are the files of a home but those that are there for the secrets.
func written(t *testing.T, home string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(home, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || strings.HasSuffix(path, "config.toml") || strings.HasPrefix(entry.Name(), "token-") {
			return err
		}
		content, err := os.ReadFile(path)
		files[path] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
