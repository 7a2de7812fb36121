package cli

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLinesHoldWhatTheArrayHolds(t *testing.T) {
	w, _ := connected(t)
	for name, args := range map[string][]string{
		"everybody's access": {"access", "--all"}, "users": {"list", "users"}, "groups": {"list", "groups"},
		"roles": {"list", "roles"}, "permissions": {"list", "permissions"},
	} {
		t.Run(name, func(t *testing.T) {
			want := decoded[[]any](t, w.ok(append(args, "-o", "json")...))
			if diff := cmp.Diff(want, linesOf(t, w.ok(append(args, "-o", "jsonl")...))); diff != "" || len(want) == 0 {
				t.Errorf("%d rows\n%s", len(want), diff)
			}
		})
	}
}

func TestWhoCanHasALineForEachUser(t *testing.T) {
	w, _ := connected(t)
	args := []string{"who-can", "pay:invoices"}
	want := decoded[struct{ Users []map[string]any }](t, w.ok(append(args, "-o", "json")...))
	got := linesOf(t, w.ok(append(args, "-o", "jsonl")...))
	if len(got) != len(want.Users) || len(got) == 0 {
		t.Fatalf("%d lines of %d users", len(got), len(want.Users))
	}
	for i, line := range got {
		row := line.(map[string]any)
		if row["user"] != want.Users[i]["user"] || !cmp.Equal(row["paths"], want.Users[i]["paths"]) || row["permission"] == "" || row["application"] == "" {
			t.Errorf("%v, want %v", row, want.Users[i])
		}
	}
}

// linesOf are the values of JSON Lines.
func linesOf(t *testing.T, document string) []any {
	t.Helper()
	var list []any
	for line := range strings.Lines(document) {
		var value any
		if err := json.Unmarshal([]byte(line), &value); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		list = append(list, value)
	}
	return list
}
