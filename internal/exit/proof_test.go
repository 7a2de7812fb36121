package exit_test

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"authzx/internal/exit"
	"authzx/internal/exit/node"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// prove runs the proof of files against a source.
func prove(t *testing.T, s exit.Source, files map[string][]byte) exit.Equivalence {
	t.Helper()
	report, err := exit.ReadReport(files[exit.FileReport])
	if err != nil {
		t.Fatal(err)
	}
	prover, err := exit.Prove(s, report, files[exit.FileCode], files[exit.FilePlan])
	if err != nil {
		t.Fatal(err)
	}
	printed, err := node.Run(t.Context(), nodeFile(t), prover.Script(), func(w io.Writer) error {
		_, err := prover.Write(w, nil)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	result, err := exit.ReadResult(printed)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func TestWrittenFilesAreProvedEqual(t *testing.T) {
	for name, p := range map[string]exit.Parameters{
		"by default":       {Namespace: namespace},
		"with every flag":  everyOption(),
		"with a token":     {Prefix: "authz_", Auth: exit.AuthToken},
		"letting in":       {Namespace: namespace, OnFailure: exit.FailureEmpty},
		"cutting at comma": {Namespace: namespace, StringGroups: exit.StringComma},
	} {
		for _, target := range []exit.Target{exit.TargetAction, exit.TargetEngine} {
			s := company(t, allSwitches())
			e := prove(t, s, made(t, target, s, p))
			if e.Proof() != exit.ProofEqual || e.Checked < 500 {
				t.Errorf("%s %s: %d of %d are equal: %.600s", target, name, e.Equal, e.Checked, e.Differing)
			}
		}
	}
}

func TestCheckedCountsUsersThoughEqualOnesAreProvedOnce(t *testing.T) {
	document := rbac.Document{Groups: []rbac.Group{{ID: rbac.GroupOf("g"), Name: text.New("G")}}}
	count := func(users int) int {
		d := document
		d.Groups = []rbac.Group{document.Groups[0]}
		for range users {
			d.Groups[0].Members = append(d.Groups[0].Members, rbac.User("auth0|"+strings.Repeat("x", len(d.Groups[0].Members)+1)))
		}
		s := exit.Source{Graph: indexed(d), Switches: intoTokens(), BaseURL: "https://ext.example/api"}
		return prove(t, s, made(t, exit.TargetAction, s, exit.Parameters{Namespace: namespace})).Checked
	}
	one, ten := count(1), count(11)
	if (ten-one)%10 != 0 || ten <= one {
		t.Errorf("1 user: %d logins, 11 users: %d", one, ten)
	}
}

func TestWhatDiffersIsFoundAndNamed(t *testing.T) {
	edit := func(old, now string) func(map[string][]byte, *exit.Source) {
		return func(files map[string][]byte, _ *exit.Source) {
			code := files[exit.FileCode]
			if !bytes.Contains(code, []byte(old)) {
				t.Fatalf("the code has no %q", old)
			}
			files[exit.FileCode] = bytes.Replace(code, []byte(old), []byte(now), 1)
		}
	}
	tests := map[string]struct {
		target exit.Target
		alter  func(map[string][]byte, *exit.Source)
	}{
		"another claim":         {exit.TargetAction, edit("namespace: 'https://claims.example/'", "namespace: 'https://other.example/'")},
		"another extension":     {exit.TargetAction, edit("https://acme.eu", "https://evil.eu")},
		"an id that is broken":  {exit.TargetAction, edit(".map(encodeURIComponent)", "")},
		"a switch that is off":  {exit.TargetAction, edit("groups: true", "groups: false")},
		"code that denies none": {exit.TargetAction, edit("SETTINGS.onFailure !== 'empty'", "false")},
		"an object as name":     {exit.TargetAction, edit("event.connection?.name ||", "event.connection ||")},
		"a lost mapping":        {exit.TargetEngine, edit("names.has(name)", "false")},
		"a lost parent":         {exit.TargetEngine, edit("reached.add(parent)", "parent")},
		"another order":         {exit.TargetEngine, edit("(a, b) => a - b", "(a, b) => b - a")},
		"a request":             {exit.TargetEngine, edit("const connection = event.connection?.name;", "const connection = event.connection?.name; fetch('https://x.example/').catch(() => {}); if (connection) throw new Error('x');")},
		"a plan of yesterday": {exit.TargetEngine, func(files map[string][]byte, s *exit.Source) {
			g, err := rbac.AddMember(s.Graph.Groups()[0].ID, rbac.User("auth0|new")).Apply(s.Graph)
			if err != nil {
				t.Fatal(err)
			}
			s.Graph = g
		}},
		"a graph of yesterday": {exit.TargetEngine, func(files map[string][]byte, s *exit.Source) {
			for _, role := range s.Graph.Roles() {
				g, err := rbac.GrantRole(s.Graph.Groups()[0].ID, role.ID).Apply(s.Graph)
				if err == nil {
					s.Graph = g
				}
			}
		}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := company(t, intoTokens())
			files := made(t, tt.target, s, exit.Parameters{Namespace: namespace})
			tt.alter(files, &s)
			e := prove(t, s, files)
			if e.Proof() != exit.ProofDiffering || len(e.Differing) == 0 {
				t.Fatalf("%d of %d are equal", e.Equal, e.Checked)
			}
			var one struct {
				User, Application, Connection string
				Expected, Got                 any
			}
			if err := json.Unmarshal(e.Differing[0], &one); err != nil || one.User == "" || one.Application == "" || one.Connection == "" || one.Got == nil {
				t.Errorf("%s (%v)", e.Differing[0], err)
			}
		})
	}
}

func TestCodeThatDoesNotRunIsNoProof(t *testing.T) {
	s := company(t, intoTokens())
	files := made(t, exit.TargetAction, s, exit.Parameters{Namespace: namespace})
	files[exit.FileCode] = []byte("exports.onExecutePostLogin = (")
	report, err := exit.ReadReport(files[exit.FileReport])
	if err != nil {
		t.Fatal(err)
	}
	prover, err := exit.Prove(s, report, files[exit.FileCode], nil)
	if err != nil {
		t.Fatal(err)
	}
	printed, err := node.Run(t.Context(), nodeFile(t), prover.Script(), func(w io.Writer) error {
		_, err := prover.Write(w, nil)
		return err
	})
	if err == nil {
		_, err = exit.ReadResult(printed)
	}
	if err == nil {
		t.Errorf("broken code was proved")
	}
}

func TestNoProofIsCalledOneThatWasNotRun(t *testing.T) {
	if got := (exit.Equivalence{}).Proof(); got != exit.ProofNotRun {
		t.Errorf("nothing checked is called %s", got)
	}
}

func TestCodeThatWasEditedIsKnown(t *testing.T) {
	s := company(t, intoTokens())
	files := made(t, exit.TargetEngine, s, exit.Parameters{Namespace: namespace})
	report, err := exit.ReadReport(files[exit.FileReport])
	if err != nil {
		t.Fatal(err)
	}
	for edited, code := range map[bool][]byte{false: files[exit.FileCode], true: append(files[exit.FileCode], ' ')} {
		prover, err := exit.Prove(s, report, code, files[exit.FilePlan])
		if err != nil {
			t.Fatal(err)
		}
		if prover.AsWritten() == edited {
			t.Errorf("edited %v, as written %v", edited, prover.AsWritten())
		}
	}
}
