//go:build unix

package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// typed is what bash makes of a line in which a tab was pressed: its words.
const typed = `
source "$1"
_line() {
	COMP_LINE=$1 COMP_POINT=${#1} COMP_TYPE=9 COMP_KEY=9 COMPREPLY=()
	local rest=$1 word
	COMP_WORDS=()
	# As bash parts a line: at blanks that are not quoted, and at = and :
	while IFS= read -r word; do COMP_WORDS+=("$word"); done <<<"$2"
	COMP_CWORD=$((${#COMP_WORDS[@]}-1))
	__start_authzx authzx
	printf '%s\n' "${COMPREPLY[@]}"
}
_line "$2" "$3"
`

func TestBashPutsInNamesThatItGivesBackExactly(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash here")
	}
	w := newWorld(t)
	saved := w.File("saved.json", hostileNames)
	script := w.File("authzx.bash", w.ok("completion", "bash"))
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.Symlink(self, filepath.Join(folder, "authzx")); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		words string // as bash parts the line
		want  []string
	}{
		"one name with a blank":  {"tree So", []string{`Solo\ Group`}},
		"several names":          {"tree Sa", []string{`Sales\ North`, `Sales\ South`}},
		"names behind that":      {`tree Sales\ `, []string{`Sales\ North`, `Sales\ South`}},
		"the whole of it":        {`tree Sales\ S`, []string{`Sales\ South`}},
		"a name that is no word": {`tree \$`, nil},
		"by its id":              {"tree 11111111-0c28-4da7-8639-ae998512c838", []string{"11111111-0c28-4da7-8639-ae998512c838"}},
		"an option":              {"tree 44444444-0c28-4da7-8639-ae998512c838", []string{"44444444-0c28-4da7-8639-ae998512c838"}},
		"users by their ids":     {"access a", []string{`auth0\|touch`, `auth0\|t2`}},
		"a colon":                {"who-can read : b", []string{"books"}},
		"an address":             {"access uma @x", []string{"@x.test"}},
		"a pair":                 {"plan --add-member So", []string{`Solo\ Group=`}},
	} {
		t.Run(name, func(t *testing.T) {
			line := "authzx --snapshot " + saved + " " + strings.NewReplacer(" : ", ":", " @", "@").Replace(c.words)
			words := "authzx\n--snapshot\n" + saved + "\n" + strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(c.words, `\ `, "\x00"), " ", "\n"), "\x00", `\ `)
			cmd := exec.Command(bash, "--norc", "-c", typed, "bash", script, line, words)
			cmd.Dir = folder
			cmd.Env = append([]string{"AUTHZX_TEST_PROGRAM=1", "HOME=" + w.Env.Home, "LANG=C.UTF-8", "PATH=" + folder + ":" + os.Getenv("PATH")}, w.Env.Environ...)
			out, err := cmd.Output() // compopt complains where nobody types
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			var got []string
			for _, l := range strings.Split(string(out), "\n") {
				if l = strings.Join(strings.Fields(l), " "); l != "" {
					got = append(got, l)
				}
			}
			var want []string
			for _, l := range c.want {
				want = append(want, strings.Join(strings.Fields(l), " "))
			}
			if strings.Join(got, "\n") != strings.Join(want, "\n") {
				t.Errorf("%q, want %q", got, want)
			}
			if _, err := os.Stat(filepath.Join(folder, "pwned")); err == nil {
				t.Error("a name was run")
			}
		})
	}
}
