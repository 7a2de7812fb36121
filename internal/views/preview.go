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
}

// tale says in lines what there is to say of a thing. It is called beside the
// program, and so must read nothing that changes.
type tale func(d *Data, thing rbac.Ref) []widget.Spans

// told is what a preview shows, and of what.
type told struct {
	thing rbac.Ref
	data  *Data
	lines []widget.Spans
}

func newPreview(owner any, d *Desk, tell tale) *preview {
	return &preview{desk: d, tell: tell, loader: ui.NewLoader[told](owner, d.Now), pager: widget.NewPager(d.Theme, true)}
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
	p.pager.SetLines(t.lines)
}

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
	p.pager.SetLines(nil)
}

func (p *preview) empty() bool { return p.shown.data == nil }

func (p *preview) setSize(w, h int) { p.pager.SetSize(max(w-1, 0), h) }

func (p *preview) view() string { return p.pager.View() }
