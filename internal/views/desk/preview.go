package desk

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
	desk     *Desk
	Describe Describe
	loader   *ui.Loader[described]
	pager    *widget.Pager
	shown    described
	tall     []int // lines that each line of what was told of a thing took at most
	w, h     int
}

// Describe says what there is to say of a thing. It is called beside the
// program, and so must read nothing that changes.
type Describe func(d *Data, thing rbac.Ref) DetailText

// described is what a preview shows, and of what.
type described struct {
	thing rbac.Ref
	data  *Data
	text  DetailText
}

func newPreview(owner any, d *Desk, tell Describe) *preview {
	return &preview{desk: d, Describe: tell, loader: ui.NewLoader[described](owner, d.Now), pager: widget.NewPager(d.Theme, false)}
}

// show tells of a thing, as the tenant is now.
func (p *preview) show(thing rbac.Ref) ui.Cmd {
	data := p.desk.Data
	if thing == p.shown.thing && data == p.shown.data {
		return nil
	}
	if data.Size() < ManyRows {
		p.loader.Cancel()
		p.take(described{thing, data, p.Describe(data, thing)})
		return nil
	}
	tell := p.Describe
	return p.loader.Start("previewing", func(context.Context) (described, error) {
		return described{thing, data, tell(data, thing)}, nil
	})
}

func (p *preview) take(t described) {
	if t.thing != p.shown.thing {
		p.pager.Go(widget.Top)
	}
	if t.thing.Kind != p.shown.thing.Kind {
		p.tall = nil
	}
	p.shown = t
	p.layOut()
}

// layOut lays the text out anew.
func (p *preview) layOut() {
	p.pager.SetLines(p.shown.text.Lines(p.desk.Theme, p.w, p.h, &p.tall))
}

// update takes what was worked out; false for any other message.
func (p *preview) update(msg tea.Msg) bool {
	t, _, ok := p.loader.Take(msg)
	if ok {
		p.take(t)
	}
	return ok
}

// Clear shows nothing, until something is shown anew.
func (p *preview) Clear() {
	p.loader.Cancel()
	p.shown = described{}
	p.layOut()
}

func (p *preview) empty() bool { return p.shown.data == nil }

func (p *preview) setSize(w, h int) {
	if w = max(w-1, 0); w == p.w && h == p.h {
		return
	}
	p.w, p.h, p.tall = w, h, nil
	p.pager.SetSize(w, h)
	p.layOut()
}

func (p *preview) view() string { return p.pager.View() }
