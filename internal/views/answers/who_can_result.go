package answers

import (
	"cmp"
	"fmt"
	"slices"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
)

// whoCanResult is the answer to who has a thing. It never changes, so that it can be
// worked out, sorted and searched beside the program.
type whoCanResult struct {
	data     *desk.Data
	nearest  *rbac.Nearest
	Rows     []desk.Row // those who hold it directly first
	direct   int        // how many of them do
	everyone bool       // whoever logs in like that has it
	paths    []heldBy   // the ways, those by which most have it first
}

// heldBy are the users who have a thing by one way.
type heldBy struct {
	how  []catalog.Word
	rows []desk.Row
}

// kindPath is the kind of a row that is a way.
const kindPath rbac.Kind = "path"

func (p heldBy) ref() rbac.Ref { return rbac.Ref{Kind: kindPath, ID: catalog.PathText(p.how)} }

// NewWhoCanResult works out who has a thing.
func NewWhoCanResult(d *desk.Data, target rbac.Ref, reach rbac.Reach) *whoCanResult {
	holders := d.Graph.WhoCan(target, reach)
	h := &whoCanResult{
		data: d, nearest: d.Graph.Nearest(target, reach), everyone: d.Graph.GivesAll(target, reach),
		Rows: make([]desk.Row, 0, len(holders)),
	}
	for _, direct := range []bool{true, false} {
		for _, holder := range holders {
			if holder.Direct == direct {
				h.Rows = append(h.Rows, desk.Row{Ref: holder.User.Ref(), Via: catalog.Via{Inherited: !direct}})
			}
		}
		if direct {
			h.direct = len(h.Rows)
		}
	}
	h.group()
	return h
}

// group puts those together who have the thing by the same way.
func (h *whoCanResult) group() {
	at := make(map[text.Text]int)
	for _, r := range h.Rows {
		how := h.How(r.Ref)
		key := catalog.PathText(how)
		i, known := at[key]
		if !known {
			i = len(h.paths)
			at[key] = i
			h.paths = append(h.paths, heldBy{how: how})
		}
		h.paths[i].rows = append(h.paths[i].rows, r)
	}
	slices.SortStableFunc(h.paths, func(a, b heldBy) int { return cmp.Compare(len(b.rows), len(a.rows)) })
}

// by is the way that a row is; false for the row of a user.
func (h *whoCanResult) by(ref rbac.Ref) (heldBy, bool) {
	i := slices.IndexFunc(h.paths, func(p heldBy) bool { return p.ref() == ref })
	if i < 0 {
		return heldBy{}, false
	}
	return h.paths[i], true
}

// section names those who have the thing by the way, beside the list of ways.
func (p heldBy) section(th *theme.Theme, d *desk.Data) desk.Section {
	part := desk.Section{
		Title: widget.Spans{widget.Say(th.Title, "Users"), widget.Sayf(th.Muted, " %d", len(p.rows))},
		Total: len(p.rows),
	}
	for _, r := range p.rows[:min(len(p.rows), desk.SectionRows)] {
		line := widget.Spans{widget.Say(th.Muted, "  "), widget.Foreign(th.User, d.Name(r.Ref))}
		part.Rows = append(part.Rows, append(line, widget.Say(th.Muted, "  "), widget.Foreign(th.Muted, d.Extra(r.Ref))))
	}
	return part
}

// namedHolders is how many of the users of a way its row names.
const namedHolders = 8

// pathColumns are the ways, with how many users come by each: as many columns as those
// of users, which they stand in for.
func (h *whoCanResult) pathColumns() []desk.Column {
	return []desk.Column{
		{
			Column: widget.Column{Title: "Users", Min: 7, Max: 9},
			Cell: func(_ *desk.Data, r desk.Row) desk.Cell {
				p, _ := h.by(r.Ref)
				return desk.CellOf(catalog.Count(len(p.rows)))
			},
		},
		{
			Column: widget.Column{Title: "Through", Min: 20, Weight: 4, Path: true},
			Cell: func(_ *desk.Data, r desk.Row) desk.Cell {
				p, _ := h.by(r.Ref)
				return desk.PathCell(p.how)
			},
			Whole: true, Names: true,
		},
		{
			Column: widget.Column{Title: "Who", Min: 16, Weight: 3, Priority: 1},
			Whole:  true,
			Cell: func(d *desk.Data, r desk.Row) desk.Cell {
				p, _ := h.by(r.Ref)
				var names []text.Text
				for _, user := range p.rows[:min(len(p.rows), namedHolders)] {
					names = append(names, d.Name(user.Ref))
				}
				return desk.TextCell(catalog.Joined(names), desk.Muted)
			},
		},
		{
			Column: widget.Column{Title: "Share", Min: 5, Max: 6, Priority: 2, Align: widget.Right, Bars: 3},
			Cell: func(_ *desk.Data, r desk.Row) desk.Cell {
				p, _ := h.by(r.Ref)
				share := desk.WordCell(fmt.Sprintf("%d %%", (100*len(p.rows)+len(h.Rows)/2)/max(len(h.Rows), 1)), desk.Muted)
				share.Number, share.Numeric = int64(len(p.rows)), true
				return share
			},
		},
	}
}

// pathModel is a row for each way.
func (h *whoCanResult) pathModel() *desk.ListModel {
	rows := make([]desk.Row, len(h.paths))
	for i, p := range h.paths {
		rows[i] = desk.Row{Ref: p.ref()}
	}
	return desk.NewListModel(h.data, h.pathColumns(), rows)
}

// columns are the users and how each has the thing. The path is worked out for
// a row when it is asked for.
func (h *whoCanResult) columns() []desk.Column {
	user, email, note := kinds.Column(catalog.Called("User")), kinds.Column(catalog.Mailed(3)), kinds.Column(catalog.Noted(2))
	user.Max, note.Max = 20, len("unlisted")
	return []desk.Column{
		user, email,
		{
			Column: widget.Column{Title: "Path", Min: 10, Weight: 2, Priority: 1, Path: true},
			Cell:   func(_ *desk.Data, r desk.Row) desk.Cell { return desk.PathCell(h.How(r.Ref)) },
			Whole:  true,
		},
		note,
	}
}

func (h *whoCanResult) How(user rbac.Ref) []catalog.Word {
	return catalog.Between(h.nearest.Path(rbac.UserID{Text: user.ID}))
}

// Model is a row for each user; only for those of a way where one is given.
func (h *whoCanResult) Model(only rbac.Ref) *desk.ListModel {
	rows := h.Rows
	if p, ok := h.by(only); ok {
		rows = p.rows
	}
	return desk.NewListModel(h.data, h.columns(), rows)
}
