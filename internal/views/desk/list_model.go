package desk

import (
	"cmp"
	"slices"
	"strings"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// Row is one line of a list: see catalog.Row.
type Row = catalog.Row

// Cell is what stands in one column of a row. Cells with a number sort by it,
// the others by their text without regard to case.
type Cell struct {
	Text    text.Text
	Path    []catalog.Word // where the text is that of a path
	Tone    Tone
	Number  int64
	Numeric bool
	Date    bool // the number stands for the day that the text says
	Said    bool // text is wording that is safe to draw as it stands
}

// Tone says how a cell is meant; the theme says how that looks.
type Tone int

// The tones.
const (
	Plain Tone = iota
	Muted
	Good
	Warn
	Bad
	Named // in the colour of the row's kind
)

// Column is a column of a list: its shape and what stands in it.
type Column struct {
	widget.Column
	Cell func(d *Data, r Row) Cell
	// Holds are the names of the things that a number counts; nil where it counts none.
	Holds func(d *Data, r Row) []text.Text
	// Key names the column in JSON; the title in small letters where it is empty.
	Key string
	// Whole says that what is cut off here is worth a line of its own below the
	// list; a path has one always.
	Whole bool
	// Names says that rows are called by what stands here, not only by the first
	// column.
	Names bool
}

// ListModel is the rows of one list at one state of the data. It is immutable, so
// that it can be sorted and indexed beside the program.
type ListModel struct {
	data    *Data
	columns []Column
	// Also are columns that a filter knows besides.
	Also []Column
	Rows []Row
	at   map[rbac.Ref]int32
	most []int64 // the largest number of each column that has bars; nil until it is shown
}

// NewListModel makes the rows of columns.
func NewListModel(d *Data, columns []Column, rows []Row) *ListModel {
	s := &ListModel{data: d, columns: columns, Rows: rows, at: make(map[rbac.Ref]int32, len(rows))}
	for i, r := range rows {
		if _, ok := s.at[r.Ref]; !ok {
			s.at[r.Ref] = int32(i)
		}
	}
	return s
}

// scale finds out how long bars are.
func (s *ListModel) scale() {
	s.most = make([]int64, len(s.columns))
	for i, c := range s.columns {
		if c.Bars == 0 {
			continue
		}
		for _, r := range s.Rows {
			s.most[i] = max(s.most[i], c.Cell(s.data, r).Number)
		}
	}
}

// Still is the model as it stands now, for few rows whose cells may alter later.
func (s *ListModel) Still() *ListModel {
	columns := make([]Column, len(s.columns))
	for i, c := range s.columns {
		cells := make(map[rbac.Ref]Cell, len(s.Rows))
		for _, r := range s.Rows {
			cells[r.Ref] = c.Cell(s.data, r)
		}
		c.Cell = func(_ *Data, r Row) Cell { return cells[r.Ref] }
		columns[i] = c
	}
	return NewListModel(s.data, columns, s.Rows)
}

// Index prepares the model for its filter: every column and the id can be found, the
// names by letters in sequence too.
func (s *ListModel) Index() *widget.Index {
	index := widget.NewNamedIndex(len(s.Rows), func(i int) (names, others []text.Text) {
		fields := make([]text.Text, 2*len(s.columns)+1)
		names, others = fields[:0:len(s.columns)], fields[len(s.columns):len(s.columns)]
		for j, c := range s.columns {
			switch v := c.Cell(s.data, s.Rows[i]); {
			case v.Numeric:
			case s.names(j):
				names = append(names, v.Text)
			default:
				others = append(others, v.Text)
			}
		}
		return names, append(others, s.Rows[i].Ref.ID)
	})
	index.SetColumns(s.filterColumns())
	return index
}

// filterColumns are those that can be named in the filter: all, those that it knows besides,
// and the id.
func (s *ListModel) filterColumns() []*widget.IndexColumn {
	var columns []*widget.IndexColumn
	for _, c := range slices.Concat(s.columns, s.Also) {
		key := strings.Map(func(r rune) rune {
			if r == '_' {
				return ' '
			}
			return r
		}, c.Key)
		columns = append(columns, &widget.IndexColumn{
			Title: cmp.Or(c.Title, widget.Words(key)), Names: []string{c.Key}, Number: c.Align == widget.Right,
			Fields: func(i int) []text.Text {
				fields := []text.Text{c.Cell(s.data, s.Rows[i]).Text}
				if c.Align == widget.Right && fields[0].IsZero() {
					fields[0] = text.New("0")
				}
				if c.Holds != nil {
					fields = append(fields, c.Holds(s.data, s.Rows[i])...)
				}
				return fields
			},
		})
	}
	id := func(i int) []text.Text { return []text.Text{s.Rows[i].Ref.ID} }
	return append(columns, &widget.IndexColumn{Title: "Id", Names: []string{"id"}, Fields: id})
}

// names reports whether a column holds what its rows are called: the first does.
func (s *ListModel) names(column int) bool { return column == 0 || s.columns[column].Names }

// order sorts by a column; what is empty comes last whichever way.
func (s *ListModel) order(col int, down bool) []int32 {
	type key struct {
		text   string
		number int64
		empty  bool
	}
	keys := make([]key, len(s.Rows))
	for i, r := range s.Rows {
		v := s.columns[col].Cell(s.data, r)
		keys[i] = key{number: v.Number, empty: v.Text.IsZero()}
		if !v.Numeric {
			keys[i].text = strings.ToLower(v.Text.Raw())
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

// WidgetColumns are the shapes alone.
func WidgetColumns(columns []Column) []widget.Column {
	out := make([]widget.Column, len(columns))
	for i, c := range columns {
		out[i] = c.Column
	}
	return out
}

// modelRows shows a list model in a table.
type modelRows struct {
	*ListModel
	theme  *theme.Theme
	filter *widget.Filter
}

func (s modelRows) Len() int                      { return len(s.Rows) }
func (s modelRows) Key(i int) rbac.Ref            { return s.Rows[i].Ref }
func (s modelRows) News(i int) bool               { return s.data.Altered[s.Rows[i].Ref] }
func (s modelRows) Find(key rbac.Ref) (int, bool) { i, ok := s.at[key]; return int(i), ok }
func (s modelRows) Share(i, column int) float64 {
	return float64(s.columns[column].Cell(s.data, s.Rows[i]).Number) / float64(max(s.most[column], 1))
}
func (s modelRows) Cell(i, column int) widget.Spans {
	r := s.Rows[i]
	v := s.columns[column].Cell(s.data, r)
	found := s.found(column)
	if v.Numeric || !s.filter.On() {
		found = func(style theme.Style, t text.Text) widget.Spans { return widget.Spans{widget.Foreign(style, t)} }
	}
	switch style := StyleOf(s.theme, v.Tone, r.Ref.Kind); {
	case v.Said:
		return widget.Spans{widget.Say(style, widget.Words(v.Text.Raw()))}
	case v.Path != nil:
		return pathWith(s.theme, v.Path, found)
	default:
		return found(style, v.Text)
	}
}

// found draws what stands in a column, with what the filter matched there.
func (s modelRows) found(column int) func(theme.Style, text.Text) widget.Spans {
	query := s.filter.Query().In(column)
	if s.names(column) {
		return func(style theme.Style, t text.Text) widget.Spans { return query.Highlight(style, s.theme.Hit, t) }
	}
	return func(style theme.Style, t text.Text) widget.Spans { return query.HighlightWords(style, s.theme.Hit, t) }
}

// StyleOf is the style of a tone; names have that of their kind.
func StyleOf(th *theme.Theme, t Tone, k rbac.Kind) theme.Style {
	switch t {
	case Muted:
		return th.Muted
	case Good:
		return th.Good
	case Warn:
		return th.Warn
	case Bad:
		return th.Bad
	case Named:
		return KindStyle(th, k)
	}
	return th.Text
}

// KindStyle is the colour of a kind's names.
func KindStyle(th *theme.Theme, k rbac.Kind) theme.Style {
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

// PathCell is a cell of the words of a path.
func PathCell(words []catalog.Word) Cell { return CellOf(catalog.PathCell(words)) }

// TextCell is a cell of foreign text.
func TextCell(t text.Text, tone Tone) Cell { return Cell{Text: t, Tone: tone} }

// WordCell is a cell of the program's own words.
func WordCell(w string, tone Tone) Cell { return Cell{Text: text.New(w), Tone: tone} }

// CellOf is a described cell.
func CellOf(c catalog.Cell) Cell {
	return Cell{Text: c.Text, Path: c.Path, Tone: toneOf(c.Role), Number: c.Number, Numeric: c.Sorts(), Date: c.Role == catalog.Date}
}

func toneOf(r catalog.Role) Tone {
	switch r {
	case catalog.Name:
		return Named
	case catalog.Email, catalog.ID, catalog.Term, catalog.Short, catalog.Description, catalog.Date, catalog.Faint:
		return Muted
	case catalog.Good:
		return Good
	case catalog.Warning:
		return Warn
	case catalog.Fault:
		return Bad
	}
	return Plain
}
