package answers

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"testing"

	"go.uber.org/goleak"

	"authzx/internal/cli/output"
	"authzx/internal/rbac"
	"authzx/internal/routine"
	"authzx/internal/sandbox/sample"
)

func TestAccessOfAllIsThatOfEachInOrder(t *testing.T) {
	defer goleak.VerifyNone(t)
	g, d := loaded(t, sample.Generate(sample.Options{Users: 300, Groups: 40}))
	users := everybody(g, d)
	var all bytes.Buffer
	if err := accessAllJSON(context.Background(), &all, g, nil, users, rbac.Query{}); err != nil {
		t.Fatal(err)
	}
	var answers []json.RawMessage
	if err := json.Unmarshal(all.Bytes(), &answers); err != nil {
		t.Fatal(err)
	}
	if len(answers) != len(users) {
		t.Fatalf("%d answers about %d users", len(answers), len(users))
	}
	for i, user := range users {
		var one bytes.Buffer
		if err := accessJSON(context.Background(), &one, g.Access(rbac.Query{User: user})); err != nil {
			t.Fatal(err)
		}
		if compact(t, one.Bytes()) != compact(t, answers[i]) {
			t.Fatalf("answer %d, about %s, differs from the single one", i, user)
		}
	}
}

func TestAccessOfAllAsRows(t *testing.T) {
	defer goleak.VerifyNone(t)
	g, d := company(t)
	var out bytes.Buffer
	if err := accessAllCSV(context.Background(), &out, g, d, everybody(g, d), rbac.Query{}, output.Look{}); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := 0
	for _, user := range everybody(g, d) {
		a := g.Access(rbac.Query{User: user})
		want += max(1, len(a.Groups())+len(a.Roles())+len(a.Permissions()))
	}
	if len(rows)-1 != want {
		t.Errorf("%d rows, want %d", len(rows)-1, want)
	}
	var paths int
	for _, row := range rows[1:] {
		switch {
		case row[3] == "" && row[8] == "": // has nothing
		case row[8] == "":
			t.Errorf("no path in %v", row)
		default:
			paths++
		}
	}
	if paths == 0 {
		t.Error("nobody has anything")
	}
}

func TestAccessOfNobodyAtAllIsAnEmptyArray(t *testing.T) {
	var out bytes.Buffer
	if err := accessAllJSON(context.Background(), &out, offices(t), nil, nil, rbac.Query{}); err != nil || out.String() != "[]\n" {
		t.Errorf("%q, %v", out.String(), err)
	}
}

func TestAccessOfAllEndsWithItsReaderOrItsContext(t *testing.T) {
	defer goleak.VerifyNone(t)
	g, d := loaded(t, sample.Generate(sample.Options{Users: 3000, Groups: 40}))
	users := everybody(g, d)
	if err := accessAllJSON(context.Background(), brokenPipe{}, g, nil, users, rbac.Query{}); !errors.Is(err, errPipe) {
		t.Errorf("a broken pipe gave %v", err)
	}
	if err := accessAllCSV(context.Background(), &limited{left: 3}, g, d, users, rbac.Query{}, output.Look{}); !errors.Is(err, errPipe) {
		t.Errorf("a pipe that breaks later gave %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := accessAllCSV(ctx, io.Discard, g, d, users, rbac.Query{}, output.Look{}); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled context gave %v", err)
	}
}

// limited takes some writes, then breaks.
type limited struct{ left int }

func (l *limited) Write(p []byte) (int, error) {
	if l.left--; l.left < 0 {
		return 0, errPipe
	}
	return len(p), nil
}

func TestAPanicOverOneUserComesOutOfTheWhole(t *testing.T) {
	users := make([]rbac.UserID, 40*usersAtOnce)
	fault := routine.Catch(func() {
		_ = inOrder(context.Background(), io.Discard, users, func(_ *bytes.Buffer, first bool, _ []rbac.UserID) {
			if !first {
				panic("stumbled")
			}
		})
	})
	if fault == nil || fault.Value != "stumbled" {
		t.Errorf("caught %v", fault)
	}
}

func BenchmarkAccessOfAll(b *testing.B) {
	g, d := loaded(b, sample.Generate(sample.Options{Users: 10_000, Groups: 1000}))
	users := everybody(g, d)
	b.Run("csv", func(b *testing.B) {
		for b.Loop() {
			if err := accessAllCSV(context.Background(), io.Discard, g, d, users, rbac.Query{}, output.Look{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("json", func(b *testing.B) {
		for b.Loop() {
			if err := accessAllJSON(context.Background(), io.Discard, g, d, users, rbac.Query{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
