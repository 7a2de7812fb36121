package desk

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/catalog"
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

// Export asks in which form to export the rows that are shown, in their order.
func (d *Desk) Export(b *Browser, what string) ui.Cmd {
	if b.Model == nil {
		return nil
	}
	return d.ExportRows(b.Model, slices.Collect(b.Table.Shown), what)
}

// ExportRows is export for those rows of a list model, which must not change any more.
func (d *Desk) ExportRows(model *ListModel, shown []int, what string) ui.Cmd {
	forms := []struct {
		id   string
		says widget.Words
	}{
		{exportCSVFile, "CSV to a file"}, {exportJSONFile, "JSON to a file"},
		{exportCSV, "CSV to the clipboard"}, {exportJSON, "JSON to the clipboard"},
	}
	choices := make([]Choice, len(forms))
	for i, f := range forms {
		choices[i] = Choice{ID: text.New(f.id), Label: widget.Spans{widget.Say(d.Theme.Text, f.says)}, Words: []text.Text{text.New(string(f.says))}}
	}
	title := widget.Words(fmt.Sprintf("Export %s", text.Counted(len(shown), "row")))
	return ui.Tell(ui.Show{Dialog: NewChooser(d.Theme, title, choices, func(form text.Text) ui.Cmd {
		return ui.Run(func() tea.Msg { return exported(model, shown, form.Raw(), what) })
	})})
}

// exported is the export as a copy to be made.
func exported(s *ListModel, shown []int, form, what string) tea.Msg {
	value := jsonOf(s, shown)
	if form == exportCSV || form == exportCSVFile {
		value = csvOf(s, shown)
	}
	format, toFile := strings.CutSuffix(form, "-file")
	return ui.Copy{
		What:  fmt.Sprintf("%s of %s", text.Counted(len(shown), "row"), what),
		Value: string(value), File: toFile, Name: what + "." + format,
	}
}

// csvOf is the rows with every column and the id, as catalog.CSVField writes cells.
func csvOf(s *ListModel, shown []int) []byte {
	var b bytes.Buffer
	line := func(cells []string) {
		for i, cell := range cells {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(catalog.CSVField(cell))
		}
		b.WriteByte('\n')
	}
	head := make([]string, 0, len(s.columns)+1)
	for _, c := range s.columns {
		head = append(head, string(c.Title))
	}
	line(append(head, "Id"))
	for _, i := range shown {
		record := make([]string, 0, len(s.columns)+1)
		for _, c := range s.columns {
			record = append(record, c.Cell(s.data, s.Rows[i]).Text.String())
		}
		line(append(record, plainRef(s.Rows[i].Ref).String()))
	}
	return b.Bytes()
}

// keyID is the key of ids in JSON.
const keyID = "id"

// key is the column's name in JSON.
func (c Column) key() string { return cmp.Or(c.Key, strings.ToLower(string(c.Title))) }

// jsonOf is the rows as an array of objects, a line each, with the id of each where no
// column has it.
func jsonOf(s *ListModel, shown []int) []byte {
	own := slices.ContainsFunc(s.columns, func(c Column) bool { return c.key() == keyID })
	b := []byte("[")
	for n, i := range shown {
		if n > 0 {
			b = append(b, ',')
		}
		b = append(b, "\n  {"...)
		if !own {
			b = text.AppendJSON(append(b, `"`+keyID+`":`...), plainRef(s.Rows[i].Ref).Raw())
		}
		for k, c := range s.columns {
			if k > 0 || !own {
				b = append(b, ',')
			}
			v := c.Cell(s.data, s.Rows[i])
			b = append(text.AppendJSON(b, c.key()), ':')
			if v.Numeric && !v.Date {
				b = fmt.Append(b, v.Number)
				continue
			}
			b = text.AppendJSON(b, v.Text.Raw())
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
	return catalog.OwnID(ref)
}
