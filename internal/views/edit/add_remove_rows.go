package edit

import (
	"strings"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// offered are the rows of the picker.
type offered struct{ *linkPicker }

// Len, Key, Has and Part say what is there.
func (o offered) Len() int           { return len(o.offer.refs) }
func (o offered) Key(i int) rbac.Ref { return o.offer.refs[i] }
func (o offered) Has(i int) bool {
	return len(o.pick.subjects) > 0 && o.offer.count[o.offer.refs[i]] == len(o.pick.subjects)
}
func (o offered) Part(i int) bool { return o.offer.count[o.offer.refs[i]] > 0 && !o.Has(i) }

// Label is a thing by name, what tells it from others of that name, and for
// how many of several things it is so already.
func (o offered) Label(i int) widget.Spans {
	th, ref, d := o.desk.Theme, o.offer.refs[i], o.offer.data
	label := o.picker.Query().Highlight(desk.KindStyle(th, ref.Kind), th.Hit, d.Name(ref))
	label = append(label, widget.Say(th.Muted, widget.Words(strings.Repeat(" ", max(o.offer.width-label.Width(), 0)+2))))
	if n := o.offer.count[ref]; len(o.pick.subjects) > 1 && n > 0 {
		label = append(label, widget.Sayf(th.Text, "%d of %d  ", n, len(o.pick.subjects)))
	}
	if o.offer.by[ref] {
		label = append(label, widget.Say(th.Muted, widget.Words(o.pick.link.Tie.By+"  ")))
	}
	if more := telling(d, ref); more != d.Name(ref) {
		label = append(label, widget.Foreign(th.Muted, more))
	}
	return label
}

// nameColumnMax is the longest name that what follows is lined up behind.
const nameColumnMax = 30

// telling is what says most about a thing besides its name.
func telling(d *desk.Data, ref rbac.Ref) text.Text {
	switch ref.Kind {
	case rbac.KindGroup:
		return catalog.FirstOf(d.Group(ref).Description, ref.ID)
	case rbac.KindPermission: // all offered are of one application
		return catalog.FirstOf(d.Permission(ref).Description, ref.ID)
	}
	return d.Extra(ref)
}
