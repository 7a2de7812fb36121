package views

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// row is one line of a list: what it is and, where the list is a relation,
// how it comes to be in it.
type row struct {
	ref rbac.Ref
	via via
}

// via is how something is tied to something else: directly, or by a path.
type via struct {
	inherited bool
	path      text.Text
	// find works the path out once a row is looked at, where many rows would
	// take a while; nil where path says it.
	find func(rbac.Ref) text.Text
}

// how is the path by which a row's thing is tied; zero where there is none.
func (r row) how() text.Text {
	if r.via.find != nil {
		return r.via.find(r.ref)
	}
	return r.via.path
}

// cell is what stands in one column of a row. Cells with a number sort by it,
// the others by their text without regard to case.
type cell struct {
	text    text.Text
	tone    tone
	number  int64
	numeric bool
	date    bool // the number stands for the day that the text says
	said    bool // text is wording that is safe to draw as it stands
}

// tone says how a cell is meant; the theme says how that looks.
type tone int

const (
	plain tone = iota
	muted
	good
	warn
	bad
	named // in the colour of the row's kind
)

// column is a column of a list: its shape and what stands in it.
type column struct {
	widget.Column
	cell func(d *Data, r row) cell
	// whole says that what is cut off here is worth a line of its own below the
	// list.
	whole bool
	// names says that rows are called by what stands here, not only by the first
	// column.
	names bool
}

// sheet is the rows of one list at one state of the data. It is immutable, so
// that it can be sorted and indexed beside the program.
type sheet struct {
	data    *Data
	columns []column
	rows    []row
	at      map[rbac.Ref]int32
}

func newSheet(d *Data, columns []column, rows []row) *sheet {
	s := &sheet{data: d, columns: columns, rows: rows, at: make(map[rbac.Ref]int32, len(rows))}
	for i, r := range rows {
		if _, ok := s.at[r.ref]; !ok {
			s.at[r.ref] = int32(i)
		}
	}
	return s
}

// still is the sheet as it stands now, for few rows whose cells may alter later.
func (s *sheet) still() *sheet {
	columns := make([]column, len(s.columns))
	for i, c := range s.columns {
		cells := make(map[rbac.Ref]cell, len(s.rows))
		for _, r := range s.rows {
			cells[r.ref] = c.cell(s.data, r)
		}
		c.cell = func(_ *Data, r row) cell { return cells[r.ref] }
		columns[i] = c
	}
	return newSheet(s.data, columns, s.rows)
}

// index prepares the sheet for its filter: every column and the id can be found, the
// names by letters in sequence too.
func (s *sheet) index() *widget.Index {
	return widget.NewNamedIndex(len(s.rows), func(i int) (names, others []text.Text) {
		fields := make([]text.Text, 2*len(s.columns)+1)
		names, others = fields[:0:len(s.columns)], fields[len(s.columns):len(s.columns)]
		for j, c := range s.columns {
			switch v := c.cell(s.data, s.rows[i]); {
			case v.numeric:
			case s.names(j):
				names = append(names, v.text)
			default:
				others = append(others, v.text)
			}
		}
		return names, append(others, s.rows[i].ref.ID)
	})
}

// names reports whether a column holds what its rows are called: the first does.
func (s *sheet) names(column int) bool { return column == 0 || s.columns[column].names }

// order sorts by a column; what is empty comes last whichever way.
func (s *sheet) order(col int, down bool) []int32 {
	type key struct {
		text   string
		number int64
		empty  bool
	}
	keys := make([]key, len(s.rows))
	for i, r := range s.rows {
		v := s.columns[col].cell(s.data, r)
		keys[i] = key{number: v.number, empty: v.text.IsZero()}
		if !v.numeric {
			keys[i].text = strings.ToLower(v.text.Raw())
		}
	}
	return widget.Order(len(keys), func(a, b int) int {
		x, y := keys[a], keys[b]
		if x.empty != y.empty {
			last := 1
			if down {
				last = -1
			}
			if x.empty {
				return last
			}
			return -last
		}
		return cmp.Or(cmp.Compare(x.number, y.number), cmp.Compare(x.text, y.text))
	}, down)
}

// widgetColumns are the shapes alone.
func widgetColumns(columns []column) []widget.Column {
	out := make([]widget.Column, len(columns))
	for i, c := range columns {
		out[i] = c.Column
	}
	return out
}

// sheetRows shows a sheet in a table.
type sheetRows struct {
	*sheet
	theme  *theme.Theme
	filter *widget.Filter
}

func (s sheetRows) Len() int                      { return len(s.rows) }
func (s sheetRows) Key(i int) rbac.Ref            { return s.rows[i].ref }
func (s sheetRows) Find(key rbac.Ref) (int, bool) { i, ok := s.at[key]; return int(i), ok }
func (s sheetRows) Cell(i, column int) widget.Spans {
	r := s.rows[i]
	v := s.columns[column].cell(s.data, r)
	style := styleOf(s.theme, v.tone, r.ref.Kind)
	if v.said {
		return widget.Spans{widget.Say(style, widget.Words(v.text.Raw()))}
	}
	if v.numeric || !s.filter.On() {
		return widget.Spans{widget.Foreign(style, v.text)}
	}
	if s.names(column) {
		return s.filter.Query().Highlight(style, s.theme.Hit, v.text)
	}
	return s.filter.Query().HighlightWords(style, s.theme.Hit, v.text)
}

func styleOf(th *theme.Theme, t tone, k rbac.Kind) theme.Style {
	switch t {
	case muted:
		return th.Muted
	case good:
		return th.Good
	case warn:
		return th.Warn
	case bad:
		return th.Bad
	case named:
		return kindStyle(th, k)
	}
	return th.Text
}

// kindStyle is the colour of a kind's names.
func kindStyle(th *theme.Theme, k rbac.Kind) theme.Style {
	switch k {
	case rbac.KindUser:
		return th.User
	case rbac.KindGroup:
		return th.Group
	case rbac.KindRole:
		return th.Role
	case rbac.KindPermission:
		return th.Permission
	case rbac.KindApplication:
		return th.Application
	case rbac.KindConnection:
		return th.Connection
	}
	return th.Text
}

// The makers of cells.

func textCell(t text.Text, tone tone) cell { return cell{text: t, tone: tone} }

func wordCell(w string, tone tone) cell { return cell{text: text.New(w), tone: tone} }

// countCell is a number; nought stays blank, so that the eye finds the others.
func countCell(n int) cell {
	if n == 0 {
		return cell{numeric: true}
	}
	return cell{text: text.New(strconv.Itoa(n)), number: int64(n), numeric: true}
}

// timeCell is a day; nothing for the zero time.
func timeCell(t time.Time) cell {
	if t.IsZero() {
		return cell{numeric: true, date: true}
	}
	return cell{text: text.New(t.UTC().Format(time.DateOnly)), number: t.Unix(), numeric: true, date: true, tone: muted}
}

// sumCell is a number with what it counts.
func sumCell(n int, of string) cell {
	return cell{text: text.New(counted(n, of)), number: int64(n), numeric: true}
}

// ofAll tells how many are tied directly from how many there are; nought stays
// blank.
func ofAll(direct, all int) cell {
	switch all {
	case 0, direct:
		return countCell(direct)
	}
	return cell{text: text.New(fmt.Sprintf("%d direct, %d in all", direct, all)), number: int64(all), numeric: true}
}
