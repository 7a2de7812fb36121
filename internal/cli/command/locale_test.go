package command

import "testing"

func TestTheFirstVariableOfTheLocaleSaysWhetherItIsUTF8(t *testing.T) {
	for name, test := range map[string]struct {
		environ []string
		windows bool
		want    bool
	}{
		"nothing is set":            {},
		"LANG":                      {environ: []string{"LANG=de_DE.UTF-8"}, want: true},
		"LC_ALL wins":               {environ: []string{"LANG=de_DE.UTF-8", "LC_ALL=C"}},
		"an empty one counts not":   {environ: []string{"LC_ALL=", "LANG=C.utf8"}, want: true},
		"Windows, where none is":    {windows: true, want: true},
		"Windows, where one is set": {windows: true, environ: []string{"LANG=C"}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := (Env{Environ: test.environ, Windows: test.windows}).UTF8(); got != test.want {
				t.Errorf("got %v", got)
			}
		})
	}
}
