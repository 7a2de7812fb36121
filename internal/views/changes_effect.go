package views

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// effectPane lists who would gain and who would lose which permission; below
// the list stands by which path.
type effectPane struct {
	desk    *Desk
	browser *browser
	seen    *outlook
	told    rbac.Ref // the row that path is about
	path    string
	w, h    int
}

// kindEffect is the kind of an effect's rows: they are no things of the tenant.
const kindEffect rbac.Kind = "effect"

func newEffectPane(s *changesScreen, d *Desk) *effectPane {
	return &effectPane{desk: d, browser: newBrowser(s, d.Theme, d.Now, effectColumns())}
}

// effectRef is the key of one row of an effect.
func effectRef(user rbac.UserID, permission rbac.PermissionID, gained bool) rbac.Ref {
	sign := "-"
	if gained {
		sign = "+"
	}
	return rbac.Ref{Kind: kindEffect, ID: text.New(sign + user.Raw() + "\x00" + permission.Raw())}
}

// effectOf takes the key of a row apart.
func effectOf(ref rbac.Ref) (user rbac.UserID, permission rbac.PermissionID, gained bool) {
	u, p, _ := strings.Cut(ref.ID.Raw()[1:], "\x00")
	return rbac.User(u), rbac.PermissionOf(p), ref.ID.Raw()[0] == '+'
}

func effectColumns() []column {
	user := func(r row) rbac.Ref { u, _, _ := effectOf(r.ref); return u.Ref() }
	permission := func(r row) rbac.Ref { _, p, _ := effectOf(r.ref); return p.Ref() }
	return []column{
		{
			Column: widget.Column{Title: "User", Min: 14, Weight: 2},
			cell:   func(d *Data, r row) cell { return textCell(d.name(user(r)), plain) },
		},
		{
			Column: widget.Column{Title: "Would", Min: 7},
			cell: func(_ *Data, r row) cell {
				if _, _, gained := effectOf(r.ref); gained {
					return wordCell("+ gain", good)
				}
				return wordCell("- lose", bad)
			},
		},
		{
			Column: widget.Column{Title: "Permission", Min: 14, Weight: 2},
			cell:   func(d *Data, r row) cell { return textCell(d.name(permission(r)), plain) },
		},
		{
			Column: widget.Column{Title: "Application", Min: 12, Max: 28, Weight: 1, Priority: 1},
			cell: func(d *Data, r row) cell {
				return textCell(d.applicationName(d.applicationOf(permission(r))), muted)
			},
		},
		textColumn("Email", 16, 2, 2, func(d *Data, r row) text.Text { return d.extra(user(r)) }),
	}
}

// reload lists the effect of what is staged now.
func (p *effectPane) reload() tea.Cmd {
	seen := p.desk.staged.seen
	p.browser.setEmpty(p.emptyLines()...)
	if seen == p.seen && p.browser.sheet != nil {
		return nil
	}
	p.seen = seen
	if seen == nil || seen.plan == nil {
		return p.browser.show(newSheet(p.desk.data, effectColumns(), nil))
	}
	if len(seen.effect.Users) < manyRows {
		return p.browser.show(effectSheet(seen))
	}
	return p.browser.later(func() *sheet { return effectSheet(seen) }, nil)
}

// effectSheet names permissions as they would be: some are only to be made, and
// those that would be gone still have the names they have.
func effectSheet(o *outlook) *sheet {
	var rows []row
	for _, u := range o.effect.Users {
		for _, id := range u.Gained {
			rows = append(rows, row{ref: effectRef(u.User, id, true)})
		}
		for _, id := range u.Lost {
			rows = append(rows, row{ref: effectRef(u.User, id, false)})
		}
	}
	columns := effectColumns()
	for i := range columns {
		of := columns[i].cell
		after := o.afterData()
		columns[i].cell = func(d *Data, r row) cell {
			if _, permission, _ := effectOf(r.ref); !d.exists(permission.Ref()) {
				return of(after, r)
			}
			return of(d, r)
		}
	}
	return newSheet(o.data, columns, rows)
}

func (p *effectPane) emptyLines() []widget.Spans {
	th, s := p.desk.Theme, p.desk.staged
	switch {
	case len(s.changes) == 0:
		return []widget.Spans{{widget.Say(th.Muted, "Nothing is staged, so nobody gains or loses anything.")}}
	case s.seen == nil:
		return []widget.Spans{{widget.Say(th.Muted, s.ahead.words("r reads the tenant and works it out"))}}
	case s.seen.err != nil:
		return []widget.Spans{
			{widget.Say(th.Bad, th.Glyphs.Cross+" This can't be done.")},
			{widget.Sayf(th.Text, "%s", wording(s.seen.fault()))},
		}
	}
	return []widget.Spans{{widget.Say(th.Muted, "Nobody gains or loses a permission. Logins are not regarded.")}}
}

func (p *effectPane) setSize(w, h int) {
	p.w, p.h = w, h
	p.browser.setSize(w, max(h-p.footRows(), 0))
}

func (p *effectPane) footRows() int {
	if p.h < 4 {
		return 0
	}
	return 1
}

func (p *effectPane) view() string {
	if p.footRows() == 0 {
		return p.browser.view()
	}
	th := p.desk.Theme
	return p.browser.view() + "\n" + widget.Line(th, p.w, widget.Sayf(th.Muted, " %s", p.way()))
}

// way is the shortest path of the row under the cursor, worked out once.
func (p *effectPane) way() string {
	r, ok := p.browser.current()
	if !ok || p.seen == nil || p.seen.plan == nil {
		return ""
	}
	if r.ref == p.told {
		return p.path
	}
	user, permission, gained := effectOf(r.ref)
	data, verb := p.seen.data, "had by "
	if gained {
		data, verb = p.seen.afterData(), "by "
	}
	answer := data.Graph.Access(rbac.Query{User: user})
	tree := accessTree{theme: p.desk.Theme, data: data, access: answer}
	p.told, p.path = r.ref, verb+tree.summary(permission.Ref()).Plain()
	return p.path
}

// act does what a key means on the effect.
func (p *effectPane) act(a ui.Action) (tea.Cmd, bool) {
	r, ok := p.browser.current()
	switch a {
	case ui.Enter, ui.Into, ui.ShowAccess:
		if !ok {
			return nil, true
		}
		user, permission, gained := effectOf(r.ref)
		thing := permission.Ref()
		if !gained {
			thing = rbac.Ref{}
		}
		return ui.Tell(ui.Open{Route: foreseenAccess(user, thing)}), true
	case ui.Export:
		return p.desk.export(p.browser, "effect"), true
	case ui.CopyID:
		if ok {
			user, _, _ := effectOf(r.ref)
			return p.desk.copyIDs([]rbac.Ref{user.Ref()}), true
		}
		return nil, true
	case ui.CopyMenu:
		if p.seen == nil || p.seen.plan == nil {
			return say("there is no request to copy here"), true
		}
		return p.desk.copyPlan(p.seen.plan), true
	case ui.New, ui.AddLink, ui.Edit, ui.Unlink, ui.Delete, ui.Compare, ui.WhoCan:
		return say("the effect follows from what is staged: [ goes there"), true
	}
	return nil, false
}
