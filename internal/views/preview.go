package views

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// preview tells, beside a list, of the thing under the cursor. In a large tenant
// it is worked out beside the program; until then the last one stays.
type preview struct {
	desk   *Desk
	tell   tale
	loader *ui.Loader[told]
	pager  *widget.Pager
	shown  told
	w, h   int
}

// tale says what there is to say of a thing. It is called beside the
// program, and so must read nothing that changes.
type tale func(d *Data, thing rbac.Ref) story

// told is what a preview shows, and of what.
type told struct {
	thing rbac.Ref
	data  *Data
	story story
}

func newPreview(owner any, d *Desk, tell tale) *preview {
	return &preview{desk: d, tell: tell, loader: ui.NewLoader[told](owner, d.Now), pager: widget.NewPager(d.Theme, false)}
}

// show tells of a thing, as the tenant is now.
func (p *preview) show(thing rbac.Ref) tea.Cmd {
	data := p.desk.data
	if thing == p.shown.thing && data == p.shown.data {
		return nil
	}
	if data.size() < manyRows {
		p.loader.Cancel()
		p.take(told{thing, data, p.tell(data, thing)})
		return nil
	}
	tell := p.tell
	return p.loader.Start("previewing", func(context.Context) (told, error) {
		return told{thing, data, tell(data, thing)}, nil
	})
}

func (p *preview) take(t told) {
	if t.thing != p.shown.thing {
		p.pager.Go(widget.Top)
	}
	p.shown = t
	p.tellAgain()
}

// tellAgain lays the story out anew.
func (p *preview) tellAgain() { p.pager.SetLines(p.shown.story.lines(p.desk.Theme, p.w, p.h)) }

// update takes what was worked out; false for any other message.
func (p *preview) update(msg tea.Msg) bool {
	t, _, ok := p.loader.Take(msg)
	if ok {
		p.take(t)
	}
	return ok
}

// clear shows nothing, until something is shown anew.
func (p *preview) clear() {
	p.loader.Cancel()
	p.shown = told{}
	p.tellAgain()
}

func (p *preview) empty() bool { return p.shown.data == nil }

func (p *preview) setSize(w, h int) {
	if w = max(w-1, 0); w == p.w && h == p.h {
		return
	}
	p.w, p.h = w, h
	p.pager.SetSize(w, h)
	p.tellAgain()
}

func (p *preview) view() string { return p.pager.View() }
