package answers

import (
	"bufio"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"authzx/internal/catalog"
	"authzx/internal/cli/output"
	"authzx/internal/rbac"
	"authzx/internal/routine"
	"authzx/internal/text"
)

// List is all things of one kind, ready to be written as JSON, CSV or text.
// JSON holds references as arrays of ids, CSV and text hold their number.
type List struct {
	of   *catalog.Resource
	data *catalog.Data
	rows []catalog.Row
}

// listOf lists all things of a kind. The directory may be nil.
func listOf(of *catalog.Resource, g *rbac.Graph, d *rbac.Directory) List {
	data := &catalog.Data{Graph: g, Directory: d}
	return List{of, data, of.Told(data)}
}

// everybody is every user there is: the people of the directory, then those
// whom only the graph mentions.
func everybody(g *rbac.Graph, d *rbac.Directory) []rbac.UserID {
	rows := listOf(catalog.Of(rbac.KindUser), g, d).rows
	users := make([]rbac.UserID, len(rows))
	for i, r := range rows {
		users[i] = rbac.UserID{Text: r.Ref.ID}
	}
	return users
}

// JSON writes an array with an object for each thing.
func (l List) JSON(w io.Writer) error {
	j := output.NewJSON(w)
	j.Array(func() {
		for _, r := range l.rows {
			j.Line(func() { l.properties(j, r) })
		}
	})
	return j.Finish()
}

// JSONL writes the same objects, each on a line of its own.
func (l List) JSONL(w io.Writer) error {
	lines := output.NewJSONLines(w)
	for _, r := range l.rows {
		lines.Row(func(j *output.JSONWriter) { l.properties(j, r) })
	}
	return lines.Finish()
}

func (l List) properties(j *output.JSONWriter, r catalog.Row) {
	for _, c := range l.of.Document {
		writeValue(j.Key(c.Key), c.Of(l.data, r))
	}
}

// numbers are the columns of CSV that hold numbers.
func (l List) numbers() map[string]bool {
	numbers := map[string]bool{}
	for _, r := range l.rows[:min(len(l.rows), 1)] {
		for _, c := range l.of.Document {
			switch c.Of(l.data, r).Form {
			case catalog.Quantity, catalog.IDs, catalog.Contained:
				numbers[c.Key] = true
			}
		}
	}
	return numbers
}

// CSV writes a header and a row for each thing.
func (l List) CSV(w io.Writer) error {
	columns := l.of.Document
	header := make([]string, len(columns))
	for i, c := range columns {
		header[i] = c.Key
	}
	out := output.NewCSV(w, header...)
	cells := make([]string, len(columns))
	for _, r := range l.rows {
		for i, c := range columns {
			cells[i] = plain(c.Of(l.data, r), time.RFC3339)
		}
		out.Row(cells...)
	}
	return out.Finish()
}

// Text writes an aligned table of what a person looks for.
func (l List) Text(w io.Writer, look output.Look) error {
	var table output.Table
	for _, c := range l.of.Text {
		table.Columns = append(table.Columns, output.Column{Title: c.Over(), Right: c.Role == catalog.Number})
	}
	table.Rows = slices.Concat(routine.Share(len(l.rows), func(from, to int) [][]string {
		rows := make([][]string, 0, to-from)
		for _, r := range l.rows[from:to] {
			cells := make([]string, len(l.of.Text))
			for i, c := range l.of.Text {
				cells[i] = plain(c.Of(l.data, r), "2006-01-02 15:04")
			}
			rows = append(rows, cells)
		}
		return rows
	})...)
	return output.WriteText(w, func(out *bufio.Writer) { table.Write(out, look) })
}

// plain is a value as text: of references the number, a moment in a layout.
func plain(v catalog.Value, layout string) string {
	switch v.Form {
	case catalog.Label:
		return output.Label(v.Text, v.ID)
	case catalog.Texts:
		words := make([]string, len(v.Texts))
		for i, t := range v.Texts {
			words[i] = t.String()
		}
		return strings.Join(words, " ")
	case catalog.Quantity, catalog.IDs, catalog.Contained:
		return strconv.Itoa(v.Number)
	case catalog.Flag:
		if v.Is {
			return "yes"
		}
		return ""
	case catalog.Moment:
		if v.Moment.IsZero() {
			return ""
		}
		return v.Moment.UTC().Format(layout)
	}
	return v.Text.String()
}

// writeValue is a value in JSON: all references, null for a moment that never was.
func writeValue(j *output.JSONWriter, v catalog.Value) {
	switch v.Form {
	case catalog.Texts:
		output.Texts(j, v.Texts)
	case catalog.IDs:
		output.Texts(j, v.IDs())
	case catalog.Contained:
		j.LineArray(func() {
			for _, thing := range v.Contained() {
				j.Line(func() {
					for _, p := range thing {
						j.Key(p.Key).Text(p.Text)
					}
				})
			}
		})
	case catalog.Quantity:
		j.Number(v.Number)
	case catalog.Flag:
		j.Flag(v.Is)
	case catalog.Moment:
		j.TextOrNull(text.New(plain(v, time.RFC3339)))
	default:
		j.Text(v.Text)
	}
}
