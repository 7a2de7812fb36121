package views

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// The forms of an export.
const (
	exportCSVFile  = "csv-file"
	exportJSONFile = "json-file"
	exportCSV      = "csv"
	exportJSON     = "json"
)

// export asks in which form to export the rows that are shown, in their order.
func (d *Desk) export(b *browser, what string) tea.Cmd {
	if b.sheet == nil {
		return nil
	}
	return d.exportRows(b.sheet, slices.Collect(b.table.Shown), what)
}

// exportRows is export for those rows of a sheet, which must not change any more.
func (d *Desk) exportRows(sheet *sheet, shown []int, what string) tea.Cmd {
	forms := []struct {
		id   string
		says widget.Words
	}{
		{exportCSVFile, "CSV into a file"}, {exportJSONFile, "JSON into a file"},
		{exportCSV, "CSV to the clipboard"}, {exportJSON, "JSON to the clipboard"},
	}
	choices := make([]choice, len(forms))
	for i, f := range forms {
		choices[i] = choice{id: text.New(f.id), label: widget.Spans{widget.Say(d.Theme.Text, f.says)}, words: []text.Text{text.New(string(f.says))}}
	}
	title := widget.Words(fmt.Sprintf("Export %s", counted(len(shown), "row")))
	return ui.Tell(ui.Show{Dialog: newChooser(d.Theme, title, choices, func(form text.Text) tea.Msg {
		return exporting{d, func() tea.Msg { return exported(sheet, shown, form.Raw(), what) }}
	})})
}

// exporting asks the desk to write an export beside the program.
type exporting struct {
	desk *Desk
	cmd  tea.Cmd
}

func (m exporting) To() any { return m.desk }

// exported is the export as a copy to be made.
func exported(s *sheet, shown []int, form, what string) tea.Msg {
	var value []byte
	var err error
	switch form {
	case exportCSV, exportCSVFile:
		value, err = csvOf(s, shown)
	default:
		value = jsonOf(s, shown)
	}
	if err != nil {
		return ui.Say{Text: "not exported: " + safe(err), Bad: true}
	}
	format, toFile := strings.CutSuffix(form, "-file")
	return ui.Copy{
		What:  fmt.Sprintf("%s of %s", counted(len(shown), "row"), what),
		Value: string(value), File: toFile, Name: what + "." + format,
	}
}

// csvOf is the rows with every column and the id. A cell that a spreadsheet
// would take for a formula gets an apostrophe before it.
func csvOf(s *sheet, shown []int) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	head := make([]string, 0, len(s.columns)+1)
	for _, c := range s.columns {
		head = append(head, string(c.Title))
	}
	if err := w.Write(append(head, "Id")); err != nil {
		return nil, err
	}
	for _, i := range shown {
		record := make([]string, 0, len(s.columns)+1)
		for _, c := range s.columns {
			record = append(record, inert(c.cell(s.data, s.rows[i]).text))
		}
		if err := w.Write(append(record, inert(plainRef(s.rows[i].ref)))); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// inert is a cell that no spreadsheet runs.
func inert(t text.Text) string {
	v := t.String()
	if v != "" && strings.ContainsRune("=+-@", rune(v[0])) {
		return "'" + v
	}
	return v
}

// jsonOf is the rows as an array of objects, a line each.
func jsonOf(s *sheet, shown []int) []byte {
	b := []byte("[")
	for n, i := range shown {
		if n > 0 {
			b = append(b, ',')
		}
		b = append(b, "\n  {\"id\":"...)
		b = text.AppendJSON(b, plainRef(s.rows[i].ref).Raw())
		for _, c := range s.columns {
			v := c.cell(s.data, s.rows[i])
			b = append(text.AppendJSON(append(b, ','), strings.ToLower(string(c.Title))), ':')
			if v.numeric && !v.date {
				b = fmt.Append(b, v.number)
				continue
			}
			b = text.AppendJSON(b, v.text.Raw())
		}
		b = append(b, '}')
	}
	return append(b, "\n]\n"...)
}

// plainRef is the id by which the API knows the thing of a row, or what a
// finding is about.
func plainRef(ref rbac.Ref) text.Text {
	if ref.Kind == kindFinding {
		subject, _, _ := strings.Cut(ref.ID.Raw(), "\x00")
		return text.New(subject)
	}
	if _, id, ok := strings.Cut(ref.ID.Raw(), "\x00"); ok && ref.Kind == rbac.KindMapping {
		return text.New(id)
	}
	return ref.ID
}
