package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"authzx/internal/cli/clitest"
	"authzx/internal/cli/command"
	"authzx/internal/sandbox/sample"
)

// answering are the commands that answer about a tenant, and the formats in which one of
// them may. What stands in capitals is a thing of the tenant.
func answering() (commands [][]string, formats []string) {
	return [][]string{
		{"access", "USER"}, {"access", "--all"}, {"why", "USER", "PERMISSION"}, {"who-can", "PERMISSION"}, {"who-can", "ROLE"}, {"who-can", "GROUP"},
		{"compare", "USER", "OTHER"}, {"doctor"}, {"tree"}, {"tree", "GROUP"}, {"graph"}, {"graph", "GROUP"}, {"graph", "USER"}, {"export"},
		{"list", "users"}, {"list", "groups"}, {"list", "roles"}, {"list", "permissions"}, {"list", "applications"}, {"list", "connections"},
	}, []string{"text", "json", "csv", "jsonl", "parquet", "dot", "mermaid", "svg"}
}

// sized is a saved tenant of some size, of which commands are asked.
type sized struct {
	home, snapshot string
	things         map[string]string
}

func newSized(tb testing.TB, users int) sized {
	tb.Helper()
	made := sample.Generate(sample.Options{Users: users, Groups: users / 10})
	var doc map[string]json.RawMessage
	if err := json.Unmarshal(made.Document, &doc); err != nil {
		tb.Fatal(err)
	}
	doc["users"], doc["applications"], doc["connections"] = made.Users, made.Clients, made.Connections
	s := sized{home: tb.TempDir(), things: map[string]string{}}
	middle := func(list, id string, at float64) string {
		var records []map[string]any
		if err := json.Unmarshal(doc[list], &records); err != nil {
			tb.Fatal(err)
		}
		return fmt.Sprint(records[int(at*float64(len(records)))][id])
	}
	s.things["USER"], s.things["OTHER"] = middle("users", "user_id", 0.5), middle("users", "user_id", 0.3)
	for list, thing := range map[string]string{"groups": "GROUP", "roles": "ROLE", "permissions": "PERMISSION"} {
		s.things[thing] = middle(list, "_id", 0)
	}
	whole, err := json.Marshal(doc)
	s.snapshot = filepath.Join(s.home, "tenant.json")
	if err == nil {
		err = os.WriteFile(s.snapshot, whole, 0o600)
	}
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// counting counts what is written to it.
type counting int

func (c *counting) Write(p []byte) (int, error) {
	*c += counting(len(p))
	return len(p), nil
}

// ask runs a command and says how much it writes; false where it has no such format.
func (s sized) ask(tb testing.TB, words []string, format string) (wrote float64, ok bool) {
	tb.Helper()
	args := []string{"--snapshot", s.snapshot, "-o", format}
	for _, w := range words {
		if thing, is := s.things[w]; is {
			w = thing
		}
		args = append(args, w)
	}
	if format == "parquet" {
		args = append(args, "--out", filepath.Join(tb.TempDir(), "rows"))
	}
	var stdout counting
	var stderr strings.Builder
	code := Main(context.Background(), command.Env{
		Args: args, Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr, Environ: []string{"LANG=C.UTF-8"},
		Home: s.home, Keyring: &clitest.Keyring{}, Now: time.Now, Version: "test",
	})
	if code == 2 {
		return 0, false
	}
	if code != 0 && code != 3 {
		tb.Errorf("%s -o %s: code %d: %s", words, format, code, stderr.String())
	}
	return float64(stdout), true
}

// allocated is how many bytes f takes, whether they are given back or not.
func allocated(f func()) float64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return float64(after.TotalAlloc - before.TotalAlloc)
}

// What is ten times as large takes about ten times as much, or as much more as it writes:
// memory that is taken, but for reading the tenant, tells of work that grows faster,
// whatever else the machine does.
func TestNoAnswerGrowsFasterThanTheTenant(t *testing.T) {
	const times, little = 10, 64 << 10
	small, large := newSized(t, 300), newSized(t, 300*times)
	reading := func(s sized) float64 { return allocated(func() { s.ask(t, []string{"list", "connections"}, "json") }) }
	_ = reading(small) // what is made once for all
	one, ten := reading(small), reading(large)
	commands, formats := answering()
	for _, words := range commands {
		answers := 0
		for _, format := range formats {
			var has bool
			var wrote, writes float64
			before := max(allocated(func() { wrote, has = small.ask(t, words, format) })-one, little)
			if !has {
				continue
			}
			answers++
			after := allocated(func() { writes, _ = large.ask(t, words, format) }) - ten
			if most := 2 * max(times, writes/max(wrote, 1)); after > most*before {
				t.Errorf("%s -o %s takes %.1f times as much in a tenant %d times as large and writes %.1f times as much", words, format, after/before, times, writes/wrote)
			}
		}
		if answers == 0 {
			t.Errorf("%s has none of the formats", words)
		}
	}
}

// Every format of every command at 1,000 and 30,000 users: growth is how many times longer
// the larger takes.
func BenchmarkEveryCommand(b *testing.B) {
	small, large := newSized(b, 1_000), newSized(b, 30_000)
	commands, formats := answering()
	for _, words := range commands {
		for _, format := range formats {
			if _, has := small.ask(b, words, format); !has {
				continue
			}
			b.Run(strings.Join(append(words, format), " "), func(b *testing.B) {
				const tries = 3
				started := time.Now()
				for range tries {
					small.ask(b, words, format)
				}
				one := time.Since(started) / tries
				for b.Loop() {
					large.ask(b, words, format)
				}
				b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(one), "growth")
			})
		}
	}
}
