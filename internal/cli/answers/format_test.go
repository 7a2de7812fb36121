package answers

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"authzx/internal/cli/output"
	"authzx/internal/text"
)

func TestJSONKeepsOrderAndEscapesWhatIsNotPrintable(t *testing.T) {
	var b bytes.Buffer
	j := output.NewJSON(&b)
	j.Object(func() {
		j.Key("z").Text(text.New("a\x1b[31m\u202e\"\\ü"))
		j.Key("none").Array(func() {})
		j.Key("flat").LineArray(func() {
			j.Line(func() { j.Key("n").Number(-3); j.Key("yes").Flag(true) })
			j.Null()
		})
		j.Key("list").Array(func() {
			j.Words("one")
			j.Object(func() {})
		})
	})
	if err := j.Finish(); err != nil {
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
		"a telephone number":      {"+1 (555) 010-0", "'+1 (555) 010-0"},
		"a number below zero":     {"-12.5", "'-12.5"},
		"quotes, commas, newline": {"a,\"b\"\nc", "a,\"b\"\nc"},
		"an equals sign within":   {"a=b", "a=b"},
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			w := output.NewCSV(&b, "first", "second")
			w.Row(c.cell, "x")
			if err := w.Finish(); err != nil {
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
	table := output.Table{Columns: []output.Column{{Title: "NAME"}, {Title: "MEMBERS", Right: true}, {Title: "BY"}}, Indent: "  "}
	table.Row("山田 太郎", "7", "direct")
	table.Row("José", "1200", "")
	var b bytes.Buffer
	if err := output.WriteText(&b, func(w *bufio.Writer) { table.Write(w, output.Look{}) }); err != nil {
		t.Fatal(err)
	}
	want := "  NAME       MEMBERS  BY\n  山田 太郎        7  direct\n  José          1200\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestOnlyAColouredLookStyles(t *testing.T) {
	if got := (output.Look{}).Bold("x") + (output.Look{}).Faint("y"); got != "xy" {
		t.Errorf("plain look gave %q", got)
	}
	if got := (output.Look{Colour: true}).Bold("x"); !strings.HasPrefix(got, "\x1b[1m") || !strings.HasSuffix(got, "\x1b[m") {
		t.Errorf("coloured look gave %q", got)
	}
}

type brokenPipe struct{}

var errPipe = errors.New("broken pipe")

func (brokenPipe) Write([]byte) (int, error) { return 0, errPipe }

func TestWritersReportThatNobodyReads(t *testing.T) {
	j := output.NewJSON(brokenPipe{})
	j.Object(func() {})
	c := output.NewCSV(brokenPipe{}, "a")
	for name, err := range map[string]error{
		"json": j.Finish(),
		"csv":  c.Finish(),
		"text": output.WriteText(brokenPipe{}, func(w *bufio.Writer) { _ = w.WriteByte('x') }),
	} {
		if !errors.Is(err, errPipe) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
