package cli

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"authzx/internal/catalog"
)

// parquetRows are the rows of a file, by column, as text; what is null is empty.
func parquetRows(t *testing.T, path string) []map[string]string {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("%s can be reached by others: %v", path, info.Mode())
	}
	p, err := parquet.OpenFile(file, info.Size())
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, group := range p.RowGroups() {
		all := make([]parquet.Row, group.NumRows())
		r := group.Rows()
		n, _ := r.ReadRows(all)
		for _, row := range all[:n] {
			cells := map[string]string{}
			for _, v := range row {
				if !v.IsNull() {
					cells[p.Schema().Columns()[v.Column()][0]] = v.String()
				}
			}
			rows = append(rows, cells)
		}
		_ = r.Close()
	}
	return rows
}

func TestRowsGoOutAsParquetAsTheyDoAsCSV(t *testing.T) {
	w, snapshot := demoSnapshot(t)
	file := filepath.Join(w.Env.Home, "rows.parquet")
	for _, command := range []string{"list users", "list groups", "list roles", "list permissions", "list applications", "list connections", "access --all", "access ann@acme.test", "who-can export:reports"} {
		t.Run(command, func(t *testing.T) {
			args := append([]string{"--snapshot", snapshot}, strings.Fields(command)...)
			sheet := w.run(append(args, "-o", "csv")...)
			if got := w.run(append(args, "-o", "parquet", "--out", file)...); got.code != 0 || got.stdout != "" {
				t.Fatalf("%d %s%s", got.code, got.stdout, got.stderr)
			}
			want, err := csv.NewReader(strings.NewReader(sheet.stdout)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			got := parquetRows(t, file)
			if len(got) != len(want)-1 || len(got) == 0 {
				t.Fatalf("%d rows, want %d", len(got), len(want)-1)
			}
			for i, row := range want[1:] {
				for j, name := range want[0] {
					if cell := catalog.BareCell(row[j]); got[i][name] != cell {
						t.Fatalf("row %d has the %s %q, want %q", i, name, got[i][name], cell)
					}
				}
			}
		})
	}
}

func TestAnAnswerGoesIntoAFile(t *testing.T) {
	w, snapshot := demoSnapshot(t)
	file := filepath.Join(w.Env.Home, "answer")
	for _, format := range []string{"text", "json", "jsonl", "csv"} {
		want := w.run("--snapshot", snapshot, "who-can", "export:reports", "-o", format)
		got := w.run("--snapshot", snapshot, "who-can", "export:reports", "-o", format, "--out", file)
		content, err := os.ReadFile(file)
		if err != nil || got.stdout != "" || string(content) != want.stdout {
			t.Errorf("%s: %v, %q on standard output, in the file\n%s", format, err, got.stdout, content)
		}
	}
	if got := w.run("--snapshot", snapshot, "list", "users", "-o", "parquet"); got.code != 2 || !strings.Contains(got.stderr, "--out FILE") {
		t.Errorf("%d %s", got.code, got.stderr)
	}
	if got := w.run("--snapshot", snapshot, "who-can", "nothing:like-it", "-o", "csv", "--out", file); got.code == 0 {
		t.Error("nothing is called so")
	}
	if content, _ := os.ReadFile(file); fmt.Sprint(len(content)) == "0" {
		t.Error("a failure took the file's content away")
	}
}
