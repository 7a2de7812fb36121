package cli

import (
	"strings"
	"testing"
)

func TestTheKeysArePrintedAsTheConfigurationHasThem(t *testing.T) {
	w, _ := connected(t)
	if out := w.ok("keys"); !strings.Contains(out, "form.stage") || !strings.Contains(out, "ctrl+t") {
		t.Error(out)
	}
	w.Configure("[keys]\nstage = \"ctrl+e\"\n")
	for _, line := range strings.Split(w.ok("keys"), "\n") {
		if name, rest, _ := strings.Cut(line, " "); strings.HasSuffix(name, ".stage") && !strings.HasPrefix(strings.TrimSpace(rest), "ctrl+e ") {
			t.Error(line)
		}
	}
	if out := w.ok("keys", "-o", "json"); !strings.Contains(out, `{"name": "form.stage", "layer": "Form", "keys": ["ctrl+e"], "does": "stage"}`) {
		t.Error(out)
	}
}

func TestKeysThatCanNotBeStopEveryCommand(t *testing.T) {
	w, _ := connected(t)
	path := w.Configure("[keys]\nlist.sort = \"j\"\nstaeg = \"ctrl+e\"\nescape = \"f5\"\n")
	for _, args := range [][]string{{"config", "check", "--offline"}, {"keys"}, {"list", "groups"}} {
		got := w.run(args...)
		for _, want := range []string{
			path + `:2: keys.list.sort: "j" already means "down" (List)`,
			path + ":3: keys.staeg: no such action; allowed: stage",
			path + `:4: keys.escape: removes "esc", which can't be removed`,
		} {
			if got.code != 2 || !strings.Contains(got.stderr, want) {
				t.Errorf("%v gives %d without %q:\n%s", args, got.code, want, got.stderr)
			}
		}
	}
}
