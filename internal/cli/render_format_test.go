package cli

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"authzx/internal/text"
)

func TestJSONKeepsOrderAndEscapesWhatIsNotPrintable(t *testing.T) {
	var b bytes.Buffer
	j := newJSONWriter(&b)
	j.object(func() {
		j.key("z").text(text.New("a\x1b[31m\u202e\"\\ü"))
		j.key("none").array(func() {})
		j.key("flat").lineArray(func() {
			j.line(func() { j.key("n").number(-3); j.key("yes").flag(true) })
			j.null()
		})
		j.key("list").array(func() {
			j.words("one")
			j.object(func() {})
		})
	})
	if err := j.finish(); err != nil {
		t.Fatal(err)
	}
	want := `{
  "z": "a\u001b[31m\u202e\"\\ü",
  "none": [],
  "flat": [{"n": -3, "yes": true}, null],
  "list": [
    "one",
    {}
  ]
}
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
	if !json.Valid(b.Bytes()) {
		t.Error("no valid JSON")
	}
}

func TestCSVGuardsAgainstFormulas(t *testing.T) {
	for name, c := range map[string]struct{ cell, want string }{
		"a plain name":            {"Ann Archer", "Ann Archer"},
		"an empty cell":           {"", ""},
		"a formula":               {"=1+1", "'=1+1"},
		"a formula with a minus":  {"-2+cmd|' /C calc'!A0", "'-2+cmd|' /C calc'!A0"},
		"an old formula":          {"@SUM(A1)", "'@SUM(A1)"},
		"a plus and a word":       {"+alert", "'+alert"},
		"a sign alone":            {"-", "'-"},
		"a telephone number":      {"+1 (555) 010-0", "+1 (555) 010-0"},
		"a number below zero":     {"-12.5", "-12.5"},
		"quotes, commas, newline": {"a,\"b\"\nc", "a,\"b\"\nc"},
		"an equals sign within":   {"a=b", "a=b"},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			w := newCSVWriter(&b, "first", "second")
			w.row(c.cell, "x")
			if err := w.finish(); err != nil {
				t.Fatal(err)
			}
			rows, err := csv.NewReader(&b).ReadAll()
			if err != nil || len(rows) != 2 || rows[1][0] != c.want {
				t.Errorf("%q came out as %q, %v", c.cell, rows, err)
			}
		})
	}
}

func TestTablesAlignByWhatIsSeen(t *testing.T) {
	table := textTable{columns: []column{{title: "NAME"}, {title: "MEMBERS", right: true}, {title: "BY"}}, indent: "  "}
	table.row("山田 太郎", "7", "direct")
	table.row("José", "1200", "")
	var b bytes.Buffer
	if err := textOutput(&b, func(w *bufio.Writer) { table.write(w, Look{}) }); err != nil {
		t.Fatal(err)
	}
	want := "  NAME       MEMBERS  BY\n  山田 太郎        7  direct\n  José          1200\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestOnlyAColouredLookStyles(t *testing.T) {
	if got := (Look{}).bold("x") + (Look{}).faint("y"); got != "xy" {
		t.Errorf("plain look gave %q", got)
	}
	if got := (Look{Colour: true}).bold("x"); !strings.HasPrefix(got, "\x1b[1m") || !strings.HasSuffix(got, "\x1b[m") {
		t.Errorf("coloured look gave %q", got)
	}
}

type brokenPipe struct{}

var errPipe = errors.New("broken pipe")

func (brokenPipe) Write([]byte) (int, error) { return 0, errPipe }

func TestWritersReportThatNobodyReads(t *testing.T) {
	j := newJSONWriter(brokenPipe{})
	j.object(func() {})
	c := newCSVWriter(brokenPipe{}, "a")
	for name, err := range map[string]error{
		"json": j.finish(),
		"csv":  c.finish(),
		"text": textOutput(brokenPipe{}, func(w *bufio.Writer) { _ = w.WriteByte('x') }),
	} {
		if !errors.Is(err, errPipe) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
