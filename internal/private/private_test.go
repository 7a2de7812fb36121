//go:build unix

package private

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestWriteFileMakesPrivateFilesAndFolders(t *testing.T) {
	root := t.TempDir()
	path := filepath.Join(root, "one", "two", "file")
	if err := WriteFile(path, []byte("first")); err != nil {
		t.Fatal(err)
	}
	if got := mode(t, path).Perm(); got != 0o600 {
		t.Errorf("file mode %o, want 600", got)
	}
	for _, dir := range []string{"one", "one/two"} {
		if got := mode(t, filepath.Join(root, dir)).Perm(); got != 0o700 {
			t.Errorf("mode of %s is %o, want 700", dir, got)
		}
	}
}

func TestWriteFileReplacesAndClosesAnOpenFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(path, []byte("new")); err != nil {
		t.Fatal(err)
	}
	got, err := ReadFile(path)
	if err != nil || string(got) != "new" {
		t.Errorf("ReadFile = %q, %v; want new", got, err)
	}
	names, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(names) != 1 {
		t.Errorf("%d files are left in the folder (%v), want 1", len(names), err)
	}
}

func TestTargetsThatAreNoRegularFileAreRefused(t *testing.T) {
	tests := map[string]func(t *testing.T, path string){
		"a folder": func(t *testing.T, path string) {
			must(t, os.Mkdir(path, 0o700))
		},
		"a symbolic link": func(t *testing.T, path string) {
			must(t, os.WriteFile(path+".real", []byte("kept"), 0o600))
			must(t, os.Symlink(path+".real", path))
		},
		"a named pipe": func(t *testing.T, path string) {
			must(t, syscall.Mkfifo(path, 0o600))
		},
	}
	for name, make := range tests {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "target")
			make(t, path)
			before := mode(t, path)
			f, appendErr := AppendFile(path)
			if f != nil {
				_ = f.Close()
			}
			for _, err := range []error{WriteFile(path, []byte("x")), appendErr} {
				var odd *NotRegularError
				if !errors.As(err, &odd) || !strings.Contains(err.Error(), name) {
					t.Errorf("error %v, want one that says %s", err, name)
				}
			}
			if got := mode(t, path); got != before {
				t.Errorf("the target became %v, was %v", got, before)
			}
		})
	}
}

func TestReadRefusesAPipeWithoutWaitingForIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	must(t, syscall.Mkfifo(path, 0o600))
	var odd *NotRegularError
	if _, err := ReadFile(path); !errors.As(err, &odd) {
		t.Errorf("error %v, want *NotRegularError", err)
	}
}

func TestAppendFileAddsAndCloses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "folder", "log")
	for _, line := range []string{"a\n", "b\n"} {
		f, err := AppendFile(path)
		must(t, err)
		_, err = f.WriteString(line)
		must(t, err)
		must(t, f.Close())
		must(t, os.Chmod(path, 0o644))
	}
	f, err := AppendFile(path)
	must(t, err)
	must(t, f.Close())
	got, err := ReadFile(path)
	if err != nil || string(got) != "a\nb\n" {
		t.Errorf("ReadFile = %q, %v", got, err)
	}
}

func TestAJournalIsRefusedWhereItCanNotBeKeptFromOthers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	f, err := AppendOwn(path)
	must(t, err)
	defer func() { _ = f.Close() }()
	for name, c := range map[string]struct {
		access Access
		want   string
	}{
		"private":                     {Access{mode: 0o600, owner: 1, self: 1}, ""},
		"the mode is ignored":         {Access{mode: 0o777, owner: 1, self: 1}, path + " can't be kept from others, as its file system ignores access rights"},
		"the access list is ignored":  {Access{list: &accessList{open: true}}, path + " can't be kept from others, as its file system ignores access rights"},
		"it belongs to somebody else": {Access{mode: 0o600, owner: 2, self: 1}, path + " belongs to user id 2 and not to you (1): run authzx as that user"},
	} {
		t.Run(name, func(t *testing.T) {
			err := protected(f, path, func(*os.File, fs.FileInfo) (Access, error) { return c.access, nil })
			if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}

func TestReadFileRefusesWhatOthersCanReach(t *testing.T) {
	for _, perm := range []fs.FileMode{0o640, 0o604, 0o660, 0o602, 0o644, 0o610} {
		path := filepath.Join(t.TempDir(), "file")
		must(t, os.WriteFile(path, []byte("canary"), 0o600))
		must(t, os.Chmod(path, perm))
		_, err := ReadFile(path)
		var exposed *ExposedError
		if !errors.As(err, &exposed) {
			t.Fatalf("mode %o: error %v, want *ExposedError", perm, err)
		}
		if want := "chmod 600 " + path; !strings.Contains(err.Error(), want) {
			t.Errorf("mode %o: %q lacks %q", perm, err, want)
		}
	}
}

func TestReadFileRefusesWhatBelongsToSomebodyElse(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give a file away")
	}
	path := filepath.Join(t.TempDir(), "it's mine")
	must(t, os.WriteFile(path, nil, 0o600))
	must(t, os.Chown(path, 4711, -1))
	_, err := ReadFile(path)
	var exposed *ExposedError
	if !errors.As(err, &exposed) || exposed.Owner != 4711 {
		t.Fatalf("error %v, want *ExposedError of owner 4711", err)
	}
	if !strings.Contains(err.Error(), `it'\''s mine'`) {
		t.Errorf("%q does not quote the path for the shell", err)
	}
}

func TestTrustedAllowsReadersAndRefusesWriters(t *testing.T) {
	tests := map[fs.FileMode]bool{0o600: true, 0o644: true, 0o664: false, 0o646: false}
	for perm, want := range tests {
		path := filepath.Join(t.TempDir(), "file")
		must(t, os.WriteFile(path, nil, 0o600))
		must(t, os.Chmod(path, perm))
		_, access, err := Read(path)
		must(t, err)
		if got := access.Trusted() == nil; got != want {
			t.Errorf("mode %o trusted = %v, want %v", perm, got, want)
		}
	}
}

func TestReadSaysThatAFileIsMissing(t *testing.T) {
	if _, err := ReadFile(filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v, want fs.ErrNotExist", err)
	}
}
