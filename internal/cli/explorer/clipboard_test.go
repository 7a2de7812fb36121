package explorer

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"authzx/internal/cli/command"
)

func TestEachExportHasAFileOfItsOwn(t *testing.T) {
	home := t.TempDir()
	c := newClipboard(command.Env{
		Environ: []string{"HOME=" + home},
		Now:     func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) },
	}, filepath.Join(home, "state"))
	for _, test := range []struct{ name, want string }{
		{"users.csv", "users-20260102-030405.csv"},
		{"users.csv", "users-20260102-030405-2.csv"},
		{"users.json", "users-20260102-030405.json"},
		{"../../Große \x1b[31mGruppe/..\n.csv", "gro-e-31mgruppe-20260102-030405.csv"},
		{"\u202e.csv", "export-20260102-030405.csv"},
		{strings.Repeat("long ", 50) + ".csv", "long-long-long-long-long-long-long-long-20260102-030405.csv"},
	} {
		path, err := c.Save(test.name, test.name)
		if err != nil || path != "~/state/exports/"+test.want {
			t.Fatalf("%q goes to %q, want %q: %v", test.name, path, test.want, err)
		}
		if got, err := os.ReadFile(filepath.Join(home, "state", "exports", test.want)); err != nil || string(got) != test.name {
			t.Errorf("%s holds %q: %v", test.want, got, err)
		}
	}
}

func TestWithoutAFolderNothingIsExported(t *testing.T) {
	if _, err := newClipboard(command.Env{Now: time.Now}, "").Save("a.csv", ""); err == nil || !strings.Contains(err.Error(), "set HOME") {
		t.Error(err)
	}
}
