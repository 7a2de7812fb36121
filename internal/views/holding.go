package views

import (
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui/widget"
)

// holding is the answer to who has a thing. It never changes, so that it can be
// worked out, sorted and searched beside the program.
type holding struct {
	data     *Data
	nearest  *rbac.Nearest
	rows     []row // those who hold it directly first
	direct   int   // how many of them do
	everyone bool  // whoever logs in like that has it
}

func newHolding(d *Data, target rbac.Ref, reach rbac.Reach) *holding {
	holders := d.Graph.WhoCan(target, reach)
	h := &holding{
		data: d, nearest: d.Graph.Nearest(target, reach), everyone: d.Graph.GivesAll(target, reach),
		rows: make([]row, 0, len(holders)),
	}
	for _, direct := range []bool{true, false} {
		for _, holder := range holders {
			if holder.Direct == direct {
				h.rows = append(h.rows, row{ref: holder.User.Ref(), via: via{inherited: !direct}})
			}
		}
		if direct {
			h.direct = len(h.rows)
		}
	}
	return h
}

// columns are the users and how each has the thing. The path is worked out for
// a row when it is asked for.
func (h *holding) columns() []column {
	user, email, note := nameColumn("User"), emailColumn(2), noteColumn(3)
	user.Weight, email.Weight = 1, 1
	note.Min = len("blocked")
	return []column{
		user, email,
		{
			Column: widget.Column{Title: "How", Min: 26, Weight: 6, Priority: 1},
			cell: func(_ *Data, r row) cell {
				tone := muted
				if !r.via.inherited {
					tone = plain
				}
				return textCell(h.how(r.ref), tone)
			},
		},
		note,
	}
}

func (h *holding) how(user rbac.Ref) text.Text {
	return wayWords(h.nearest.Path(rbac.UserID{Text: user.ID}))
}

func (h *holding) sheet() *sheet { return newSheet(h.data, h.columns(), h.rows) }
