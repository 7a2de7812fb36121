package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestResumeAnswersInJSONWhatBecameOfThePlan(t *testing.T) {
	w, _ := connected(t)
	path := filepath.Join(w.Env.Home, "plan.json")
	w.run("plan", "--add-member", "Finance=ad|corp|bruno", "--out", path)
	w.run("apply", path, "--yes")
	w.run("undo", "--yes")
	first := journals(t, w)[0]
	// Of the first run nothing but its beginning is told: it is as if it had been cut off.
	whole, err := os.ReadFile(first)
	if err != nil {
		t.Fatal(err)
	}
	begin, _, _ := strings.Cut(string(whole), "\n")
	if err := os.WriteFile(first, []byte(begin+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, file := range journals(t, w)[1:] {
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
	got := w.run("resume", "--yes", "-o", "json")
	answer := decoded[struct {
		Format, Status string
		Changes        []struct {
			Kind, Status string
			Names        map[string]string
		}
		Effect struct{ Gains []struct{ User string } }
	}](t, got.stdout)
	if got.code != 0 || answer.Format != "authzx.apply/1" || answer.Status != "done" || len(answer.Changes) != 1 ||
		answer.Changes[0].Status != "applied" || answer.Changes[0].Names["group"] != "Finance" {
		t.Errorf("code %d: %s%s", got.code, got.stdout, got.stderr)
	}
}

func TestRunsTellWhatWasSentByHand(t *testing.T) {
	w, _ := connected(t)
	if got := w.run("api", "POST", "/groups", "--body", w.File("group.json", newGroup), "--yes"); got.code != 0 {
		t.Fatal(got.stderr)
	}
	if got := w.ok("runs"); !strings.Contains(got, "   -  ") || !strings.Contains(got, "POST /groups, sent by hand") {
		t.Error(got)
	}
	answer := decoded[struct {
		Runs   []any
		ByHand []struct{ Status, What string } `json:"by_hand"`
	}](t, w.ok("runs", "-o", "json"))
	if len(answer.Runs) != 0 || len(answer.ByHand) != 1 || answer.ByHand[0].Status != "done" {
		t.Errorf("%+v", answer)
	}
	if got := w.run("undo", "--yes"); got.code != 1 || !strings.Contains(got.stderr, "nothing to undo") {
		t.Errorf("%+v", got)
	}
}

func TestRunsNameWhatTheyChanged(t *testing.T) {
	w, _ := connected(t)
	path := filepath.Join(w.Env.Home, "plan.json")
	w.run("plan", "--add-member", "Finance=ad|corp|bruno", "--out", path)
	w.run("apply", path, "--yes")
	for _, args := range [][]string{{"runs", "-o", "json"}, {"runs", "show", "1", "-o", "json"}} {
		answer := decoded[struct {
			Runs []struct {
				Changes []struct{ Names map[string]string }
			}
		}](t, w.ok(args...))
		if names := answer.Runs[0].Changes[0].Names; names["group"] != "Finance" || names["user"] == "" {
			t.Errorf("%v: %v", args, names)
		}
	}
}

func TestInfoTellsSizeAndBoundsOfHistory(t *testing.T) {
	w, _ := connected(t)
	w.ok("list", "groups")
	answer := decoded[struct {
		History struct {
			States, Bytes, Keep, Days, Megabytes int
			Off                                  bool
		}
	}](t, w.ok("info", "-o", "json"))
	if h := answer.History; h.States != 1 || h.Bytes < 100 || h.Keep != 50 || h.Days != 90 || h.Megabytes != 200 || h.Off {
		t.Errorf("%+v", h)
	}
	if got := w.ok("info"); !strings.Contains(got, "1 saved state, ") || !strings.Contains(got, "limits 50 states, 90 days, 200 MB") {
		t.Error(got)
	}
}

func TestAPlanThatDidNotBeginIsNotDone(t *testing.T) {
	w, _ := connected(t)
	plan := w.File("plan.json", w.run("plan", "--add-member", "Finance=ann@acme.test").stdout)
	state := filepath.Join(w.Env.Home, ".local/state/authzx")
	if err := os.RemoveAll(state); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(state, nil, 0o600); err != nil { // no room for a journal
		t.Fatal(err)
	}
	got := w.run("apply", plan, "--yes", "-o", "json")
	var said struct {
		Status  string
		Stopped *string
		Changes []struct{ Status string }
	}
	if err := json.Unmarshal([]byte(got.stdout), &said); err != nil {
		t.Fatalf("%v: %s", err, got.stdout)
	}
	if got.code != 1 || said.Status != "failed" || said.Stopped == nil || len(said.Changes) != 1 || said.Changes[0].Status != "not_tried" {
		t.Errorf("code %d: %s\n%s", got.code, got.stdout, got.stderr)
	}
}
