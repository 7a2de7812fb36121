package changes

import (
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/clipboard"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
)

// Effects list who gains and who loses which permission; below the list stands by
// which path.
type Effects struct {
	theme   *theme.Theme
	Browser *desk.Browser
	words   effectWords
	seen    *Impact
	told    rbac.Ref // the row that path is about
	path    widget.Spans
	w, h    int
}

// effectWords are those for what would be, or has come to be.
type effectWords struct {
	title      widget.Words
	gain, lose string
	by, had    widget.Words
}

// kindEffect is the kind of an effect's rows: they are no things of the tenant.
const kindEffect rbac.Kind = "effect"

// NewEffects makes a list of what has come to pass; owner is told what is prepared.
func NewEffects(owner any, d *desk.Desk) *Effects {
	return newEffects(owner, d, effectWords{"Change", "+ gained", "- lost", "by ", "had by "})
}

func newEffects(owner any, d *desk.Desk, words effectWords) *Effects {
	p := &Effects{theme: d.Theme, words: words}
	p.Browser = desk.NewBrowser(owner, d.Theme, d.Now, p.columns())
	return p
}

// effectPane is what would come of what is staged.
type effectPane struct {
	*Effects
	desk *Workspace
	head []widget.Spans // the effect in short
}

func newEffectPane(s *changesScreen, d *Workspace) *effectPane {
	return &effectPane{newEffects(s, d.Desk, effectWords{"Effect", "+ gain", "- lose", "by ", "had by "}), d, nil}
}

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

func (p *Effects) columns() []desk.Column {
	user := func(r desk.Row) rbac.Ref { u, _, _ := effectOf(r.Ref); return u.Ref() }
	permission := func(r desk.Row) rbac.Ref { _, p, _ := effectOf(r.Ref); return p.Ref() }
	return []desk.Column{
		{
			Column: widget.Column{Title: "User", Min: 14, Weight: 2},
			Cell:   func(d *desk.Data, r desk.Row) desk.Cell { return desk.TextCell(d.Name(user(r)), desk.Plain) },
		},
		{
			Column: widget.Column{Title: p.words.title, Min: 7},
			Cell: func(_ *desk.Data, r desk.Row) desk.Cell {
				if _, _, gained := effectOf(r.Ref); gained {
					return desk.WordCell(p.words.gain, desk.Good)
				}
				return desk.WordCell(p.words.lose, desk.Bad)
			},
		},
		{
			Column: widget.Column{Title: "Permission", Min: 14, Weight: 2},
			Cell:   func(d *desk.Data, r desk.Row) desk.Cell { return desk.TextCell(d.Name(permission(r)), desk.Plain) },
		},
		{
			Column: widget.Column{Title: "Application", Min: 12, Max: 28, Weight: 1, Priority: 1},
			Cell: func(d *desk.Data, r desk.Row) desk.Cell {
				return desk.TextCell(d.ApplicationName(d.ApplicationOf(permission(r))), desk.Muted)
			},
		},
		{
			Column: widget.Column{Title: "Email", Min: 16, Weight: 2, Priority: 2},
			Cell:   func(d *desk.Data, r desk.Row) desk.Cell { return desk.TextCell(d.Extra(user(r)), desk.Muted) },
		},
	}
}

// reload lists the effect of what is staged now.
func (p *effectPane) reload() ui.Cmd {
	p.Browser.SetEmpty(p.emptyLines()...)
	if p.desk.Staged.Seen == p.seen && p.Browser.Model != nil {
		return nil
	}
	return p.Show(p.desk.Data, p.desk.Staged.Seen)
}

// Show lists an effect; none where it is not known. The rows of none are of data.
func (p *Effects) Show(data *desk.Data, seen *Impact) ui.Cmd {
	p.seen, p.told, p.path = seen, rbac.Ref{}, nil
	if !seen.Known() {
		return p.Browser.Show(desk.NewListModel(data, p.columns(), nil))
	}
	if seen.Users() < desk.ManyRows {
		return p.Browser.Show(p.model(seen))
	}
	return p.Browser.Later(func() *desk.ListModel { return p.model(seen) }, nil)
}

// model names permissions as they would be: some are only to be made, and
// those that would be gone still have the names they have.
func (p *Effects) model(o *Impact) *desk.ListModel {
	var rows []desk.Row
	for _, u := range o.effect.Users {
		for _, id := range u.Gained {
			rows = append(rows, desk.Row{Ref: effectRef(u.User, id, true)})
		}
		for _, id := range u.Lost {
			rows = append(rows, desk.Row{Ref: effectRef(u.User, id, false)})
		}
	}
	columns := p.columns()
	for i := range columns {
		of := columns[i].Cell
		after := o.afterData()
		columns[i].Cell = func(d *desk.Data, r desk.Row) desk.Cell {
			if _, permission, _ := effectOf(r.Ref); !d.Exists(permission.Ref()) {
				return of(after, r)
			}
			return of(d, r)
		}
	}
	return desk.NewListModel(o.Data, columns, rows)
}

func (p *effectPane) emptyLines() []widget.Spans {
	th, s := p.desk.Theme, p.desk.Staged
	switch {
	case p.desk.Source.Identity().Offline:
		return []widget.Spans{notHere(p.desk)}
	case len(s.Changes) == 0:
		return []widget.Spans{{widget.Say(th.Muted, "Nothing is staged, so nobody gains or loses anything.")}}
	case s.Seen == nil:
		return []widget.Spans{widget.Keyed(th, th.Muted, s.Ahead.Words("{refresh} reloads the tenant to compute it"))}
	case s.Seen.Err != nil:
		return []widget.Spans{
			{widget.Say(th.Bad, th.Glyphs.Cross+" Can't be applied.")},
			{widget.Sayf(th.Text, "%s", desk.Wording(s.Seen.Fault()))},
		}
	}
	return []widget.Spans{{widget.Say(th.Muted, "Nobody gains or loses a permission. Group mappings excluded.")}}
}

// SetSize gives the list its room.
func (p *Effects) SetSize(w, h int) {
	p.w, p.h = w, h
	p.Browser.SetSize(w, max(h-p.footRows(), 0))
}

func (p *Effects) footRows() int {
	if p.h < 4 {
		return 0
	}
	return 1
}

// View draws the list, and the path of the row under the cursor.
func (p *Effects) View() string {
	if p.footRows() == 0 {
		return p.Browser.View()
	}
	return p.Browser.View() + "\n" + widget.Line(p.theme, p.w, p.way()...)
}

// Current is who gains or loses what in the row under the cursor; false where there is
// none.
func (p *Effects) Current() (user rbac.UserID, permission rbac.PermissionID, gained, ok bool) {
	r, ok := p.Browser.Current()
	if !ok || !p.seen.Known() {
		return user, permission, false, false
	}
	user, permission, gained = effectOf(r.Ref)
	return user, permission, gained, true
}

// way is the shortest path of the row under the cursor, worked out once.
func (p *Effects) way() widget.Spans {
	user, permission, gained, ok := p.Current()
	if !ok {
		return nil
	}
	if at := effectRef(user, permission, gained); at != p.told {
		p.told = at
	} else {
		return p.path
	}
	data, verb := p.seen.Data, p.words.had
	if gained {
		data, verb = p.seen.afterData(), p.words.by
	}
	answer := data.Graph.Access(rbac.Query{User: user})
	p.path = append(widget.Spans{widget.Say(p.theme.Muted, " "+verb)}, kinds.ShortestWay(p.theme, answer, permission.Ref(), rbac.NewEffort())...)
	return p.path
}

// setSize gives the list the room below the effect in short.
func (p *effectPane) setSize(w, h int) {
	th, seen := p.desk.Theme, p.desk.Staged.Seen
	p.head = nil
	if lines := seen.told(th, w, h/2-1, "the list below has all, with the path of each"); lines != nil {
		p.head = append([]widget.Spans{{widget.Sayf(th.Strong, " %s", seen.EffectSentence())}}, lines...)
	}
	p.SetSize(w, max(h-len(p.head), 0))
}

// view draws the effect in short, then the list.
func (p *effectPane) view() string {
	lines := make([]string, 0, len(p.head)+1)
	for _, l := range p.head {
		lines = append(lines, widget.Line(p.desk.Theme, p.w, l...))
	}
	return strings.Join(append(lines, p.View()), "\n")
}

// act does what a key means on the effect.
func (p *effectPane) act(a ui.Action) (ui.Cmd, bool) {
	user, permission, gained, _ := p.Current()
	switch a {
	case ui.Enter, ui.Into, ui.ShowAccess:
		thing := permission.Ref()
		if !gained {
			thing = rbac.Ref{}
		}
		return ui.Tell(ui.Open{Route: desk.AccessAfter(user, thing)}), true
	case ui.Export:
		return p.desk.Export(p.Browser, "effect"), true
	case ui.CopyID:
		return p.desk.CopyIDs([]rbac.Ref{user.Ref()}), true
	case ui.CopyMenu:
		return clipboard.Plan(p.desk.Desk, p.seen.Plan), true
	}
	return nil, false
}

// whyNot is about what can't be done to an effect.
func (p *effectPane) whyNot(a ui.Action) widget.Words {
	switch a {
	case ui.Search, ui.Preview, ui.New, ui.AddLink, ui.Edit, ui.Unlink, ui.Delete, ui.Compare, ui.MakeItSo, ui.WhoCan:
		return "the effect follows from staged changes: {detail.previous_tab} opens them"
	case ui.CopyMenu:
		if p.seen == nil || p.seen.Plan == nil {
			return "no request to copy here"
		}
		return ""
	case ui.ShowAccess:
		return p.Browser.WhyNoRow()
	}
	return p.Browser.WhyNot(a)
}
