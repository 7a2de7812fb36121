package cli

import (
	"bufio"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"authzx/internal/text"
)

// List is all things of one kind, ready to be written as JSON, CSV or text.
// JSON holds references as arrays of ids, CSV and text hold their number.
type List struct {
	rows   int
	fields []listField
}

// listField is one property of the things listed: the key in JSON and CSV, the
// heading in text, where the property has one, and the value of row i.
type listField struct {
	key, title string
	right      bool
	cell       func(i int) string
	shown      func(i int) string // in text; nil when it is the same as cell
	json       func(j *jsonWriter, i int)
}

// JSON writes an array with an object for each thing.
func (l List) JSON(w io.Writer) error {
	j := newJSONWriter(w)
	j.array(func() {
		for i := range l.rows {
			j.line(func() {
				for _, f := range l.fields {
					f.json(j.key(f.key), i)
				}
			})
		}
	})
	return j.finish()
}

// CSV writes a header and a row for each thing.
func (l List) CSV(w io.Writer) error {
	header := make([]string, len(l.fields))
	for i, f := range l.fields {
		header[i] = f.key
	}
	c := newCSVWriter(w, header...)
	cells := make([]string, len(l.fields))
	for i := range l.rows {
		for k, f := range l.fields {
			cells[k] = f.cell(i)
		}
		c.row(cells...)
	}
	return c.finish()
}

// Text writes an aligned table of what a person looks for; ids, which are
// long, stand at the end of the lines.
func (l List) Text(w io.Writer, look Look) error {
	shown := slices.DeleteFunc(slices.Clone(l.fields), func(f listField) bool { return f.title == "" })
	slices.SortStableFunc(shown, func(a, b listField) int { return place(a) - place(b) })
	var table textTable
	for _, f := range shown {
		table.columns = append(table.columns, column{f.title, f.right})
	}
	for i := range l.rows {
		cells := make([]string, len(shown))
		for k, f := range shown {
			if f.shown != nil {
				cells[k] = f.shown(i)
				continue
			}
			cells[k] = f.cell(i)
		}
		table.row(cells...)
	}
	return textOutput(w, func(out *bufio.Writer) { table.write(out, look) })
}

func place(f listField) int {
	if f.key == "id" {
		return 1
	}
	return 0
}

// textField is a property with a foreign string.
func textField(key, title string, value func(i int) text.Text) listField {
	return listField{
		key: key, title: title,
		cell: func(i int) string { return value(i).String() },
		json: func(j *jsonWriter, i int) { j.text(value(i)) },
	}
}

// idsField is a property with references: all of them in JSON, else their number.
func idsField[ID interface{ Raw() string }](key, title string, value func(i int) []ID) listField {
	return listField{
		key: key, title: title, right: true,
		cell: func(i int) string { return strconv.Itoa(len(value(i))) },
		json: func(j *jsonWriter, i int) { texts(j, value(i)) },
	}
}

// wordsField is a property with several short strings, all of which are shown.
func wordsField(key, title string, value func(i int) []text.Text) listField {
	return listField{
		key: key, title: title,
		cell: func(i int) string {
			words := make([]string, 0, 2)
			for _, w := range value(i) {
				words = append(words, w.String())
			}
			return strings.Join(words, " ")
		},
		json: func(j *jsonWriter, i int) { texts(j, value(i)) },
	}
}

func numberField(key, title string, value func(i int) int) listField {
	return listField{
		key: key, title: title, right: true,
		cell: func(i int) string { return strconv.Itoa(value(i)) },
		json: func(j *jsonWriter, i int) { j.number(value(i)) },
	}
}

func flagField(key, title string, value func(i int) bool) listField {
	return listField{
		key: key, title: title,
		cell: func(i int) string {
			if value(i) {
				return "yes"
			}
			return ""
		},
		json: func(j *jsonWriter, i int) { j.flag(value(i)) },
	}
}

// momentField is a property with a time; null and empty where it is zero.
func momentField(key, title string, value func(i int) time.Time) listField {
	said := func(layout string) func(i int) string {
		return func(i int) string {
			if value(i).IsZero() {
				return ""
			}
			return value(i).UTC().Format(layout)
		}
	}
	exact := said(time.RFC3339)
	return listField{
		key: key, title: title,
		cell: exact, shown: said("2006-01-02 15:04"),
		json: func(j *jsonWriter, i int) {
			if value(i).IsZero() {
				j.null()
				return
			}
			j.words(exact(i))
		},
	}
}
