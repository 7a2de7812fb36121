//go:build unix

package terminal

import (
	"os/exec"
	"strings"
	"testing"

	"authzx/internal/racing"
)

func TestTheExplorerOpensOnTheScreenThatAPathNames(t *testing.T) {
	racing.Skip(t, unwatched)
	home, snapshot := sandboxed(t)
	for path, shows := range map[string][]string{
		"access/ann@acme.test":                 {"Ann Archer: access", "[Permissions 21]"},
		"compare/ann@acme.test/kofi@acme.test": {"Ann Archer and Kofi Boateng"},
		"who-can/export:reports":               {"export:reports", "Ann Archer"},
		"group/Finance":                        {"Finance", "Members 13"},
		"user/ann@acme.test":                   {"Ann Archer", "[Overview"},
		"tree":                                 {"25 groups, 8 at the top", "Employees"},
		"tree/Finance":                         {"Finance: 1 group above, 4 below"},
		"roles":                                {"15 roles", "Approver"},
		"doctor":                               {"✗", "is in a nesting cycle"},
		"exit":                                 {"Way out", "an Action that asks the extension"},
	} {
		t.Run(path, func(t *testing.T) {
			open(t, home, 100, 30, "open", path).shows(shows...)
			open(t, home, 100, 30, "open", path, "--snapshot", snapshot).shows(shows...)
		})
	}
}

func TestAPathThatLeadsNowhereIsSaidBeforeAnythingIsDrawn(t *testing.T) {
	racing.Skip(t, unwatched)
	home, snapshot := sandboxed(t)
	for path, says := range map[string]string{
		"access/nobody@acme.test":  "nobody@acme.test",
		"group/Finanse":            "Finance",
		"nowhere":                  `no screen "nowhere"`,
		"users/ann@acme.test":      "users takes no name",
		"group/":                   "group/NAME",
		"tree/":                    "tree/NAME",
		"tree/Finanse":             "Finance",
		"who-can/approve:expenses": "several permissions are called",
		"compare/ann@acme.test":    "two users",
	} {
		t.Run(path, func(t *testing.T) {
			e := open(t, home, 100, 30, "open", path, "--snapshot", snapshot)
			e.shows(says)
		})
	}
	cmd := exec.Command(program, "open", "users", "--snapshot", snapshot)
	cmd.Env = []string{"HOME=" + home}
	if out, err := cmd.CombinedOutput(); err == nil || !strings.Contains(string(out), "needs a terminal") {
		t.Errorf("without a terminal: %v, %s", err, out)
	}
}
