package edit

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
)

// pick says what a linkPicker is about.
type pick struct {
	title widget.Spans
	// subjects are the things to tie; none when things are only chosen.
	subjects []rbac.Ref
	// offered are the things to tie them to, ties those that one is tied to.
	offered func(*desk.Data) []rbac.Ref
	ties    func(d *desk.Data, subject rbac.Ref) []rbac.Ref
	// link makes the changes; where it is nil what was chosen goes to take.
	link *link
	take func(chosen []rbac.Ref) ui.Cmd
	// others shows what else the subjects can be tied to, and other names it; nil for
	// nothing else.
	others func() ui.Cmd
	other  widget.Words
}

// linkPicker ties things to others, or parts them: it shows what is there
// already, and below what the choice would change.
type linkPicker struct {
	ui.Plain
	desk   *changes.Workspace
	pick   pick
	data   *desk.Data
	picker *widget.Picker[rbac.Ref]
	loader *ui.Loader[offer]
	lookup *ui.Loader[lookedUp]
	offer  offer
	extra  []rbac.Ref // those that no list holds, but somebody named
	ahead  *changes.ImpactLoader
	picked []rbac.Ref      // what would come and go, as of the last look
	seen   *changes.Impact // of what is chosen; nil while it is being worked out
	w, h   int
}

// offer is what a linkPicker offers, ready to be searched.
type offer struct {
	data  *desk.Data
	refs  []rbac.Ref
	at    map[rbac.Ref]int
	index *widget.Index
	tied  []map[rbac.Ref]bool // of each subject
	count map[rbac.Ref]int    // of how many subjects
	by    map[rbac.Ref]bool   // those that a single subject has by some path
	width int                 // of the names, so that what follows stands in a column
}

func newLinkPicker(d *changes.Workspace, p pick) *linkPicker {
	s := &linkPicker{desk: d, pick: p, picker: widget.NewPicker[rbac.Ref](d.Theme)}
	s.loader = ui.NewLoader[offer](s, d.Now)
	s.lookup = ui.NewLoader[lookedUp](s, d.Now)
	s.ahead = changes.NewImpactLoader(s, d.Now)
	s.summarise()
	return s
}

func (s *linkPicker) Init() ui.Cmd { return s.reload() }

// reload gathers what is offered; a long list beside the program.
func (s *linkPicker) reload() ui.Cmd {
	s.data = s.desk.Data
	data, p, extra := s.data, s.pick, s.extra
	if data.Size() < desk.ManyRows {
		return s.show(offerOf(data, p, extra))
	}
	return s.loader.Start("listing", func(context.Context) (offer, error) { return offerOf(data, p, extra), nil })
}

func offerOf(d *desk.Data, p pick, extra []rbac.Ref) offer {
	o := offer{data: d, refs: p.offered(d), count: map[rbac.Ref]int{}}
	o.at = make(map[rbac.Ref]int, len(o.refs))
	for i, ref := range o.refs {
		o.at[ref] = i
	}
	for _, ref := range extra {
		o.add(ref)
	}
	for _, subject := range p.subjects {
		tied := map[rbac.Ref]bool{}
		for _, ref := range p.ties(d, subject) {
			if !tied[ref] {
				tied[ref] = true
				o.count[ref]++
				o.add(ref)
			}
		}
		o.tied = append(o.tied, tied)
	}
	if l := p.link; l != nil && l.Tie.Implied != nil && len(p.subjects) == 1 {
		o.by = map[rbac.Ref]bool{}
		for _, ref := range l.Tie.Implied(&d.Data, p.subjects[0]) {
			o.by[ref] = !o.tied[0][ref]
		}
	}
	for _, ref := range o.refs {
		if w := (widget.Spans{widget.Foreign(theme.Style{}, d.Name(ref))}).Width(); w <= nameColumnMax {
			o.width = max(o.width, w)
		}
	}
	o.index = widget.NewNamedIndex(len(o.refs), func(i int) (names, others []text.Text) {
		return []text.Text{d.Name(o.refs[i])}, []text.Text{d.Extra(o.refs[i]), o.refs[i].ID}
	})
	return o
}

// add offers a thing that no list gave, such as a member whom nobody knows.
func (o *offer) add(ref rbac.Ref) {
	if _, ok := o.at[ref]; !ok {
		o.at[ref] = len(o.refs)
		o.refs = append(o.refs[:len(o.refs):len(o.refs)], ref)
	}
}

func (s *linkPicker) show(o offer) ui.Cmd {
	s.offer = o
	s.picker.SetRows(offered{s}, o.index)
	return s.look()
}

func (s *linkPicker) Update(msg tea.Msg) ui.Cmd {
	if _, ok := msg.(ui.DataChanged); ok {
		if s.data != s.desk.Data {
			return s.reload()
		}
		return nil
	}
	if o, _, ok := s.loader.Take(msg); ok {
		return s.show(o)
	}
	if found, err, ok := s.lookup.Take(msg); ok {
		return s.found(found, err)
	}
	o, cmd, ok := s.ahead.Take(msg)
	if !ok {
		return cmd
	}
	s.foreseen(o)
	return nil
}

// foreseen takes the effect of the present choice.
func (s *linkPicker) foreseen(o changes.Impact) {
	s.seen = &o
	s.summarise()
}

// include chooses things, those that no list holds as well.
func (s *linkPicker) include(refs []rbac.Ref) ui.Cmd {
	for _, ref := range refs {
		if _, ok := s.offer.at[ref]; !ok {
			s.extra = append(s.extra, ref)
		}
	}
	s.picker.SetRows(offered{s}, s.offer.index)
	if len(s.extra) > 0 {
		// At once, however long the list: what was named must not wait to be chosen.
		s.offer = offerOf(s.data, s.pick, s.extra)
		s.picker.SetRows(offered{s}, s.offer.index)
	}
	s.picker.Add(refs)
	return s.look()
}

// look has the effect of the present choice worked out.
func (s *linkPicker) look() ui.Cmd {
	s.seen, s.picked = nil, append(s.picker.Added(), s.picker.Removed()...)
	defer s.summarise()
	if s.pick.link == nil || !s.picker.Dirty() {
		s.ahead.Cancel()
		return nil
	}
	chosen := s.changes()
	if changes.AtOnce(s.data, chosen) {
		s.ahead.Cancel()
		o := changes.ImpactOf(s.data, chosen)
		s.seen = &o
		return nil
	}
	return s.ahead.Ask(s.data, chosen)
}

// changes are those that make the choice so.
func (s *linkPicker) changes() []rbac.Change {
	var changes []rbac.Change
	l := s.pick.link
	if l == nil {
		return nil
	}
	part := func(refs []rbac.Ref, want bool, change func(subject, what rbac.Ref) rbac.Change) {
		for _, ref := range refs {
			for i, subject := range s.pick.subjects {
				if i < len(s.offer.tied) && s.offer.tied[i][ref] != want {
					changes = append(changes, change(subject, ref))
				}
			}
		}
	}
	part(s.picker.Added(), true, l.add)
	part(s.picker.Removed(), false, l.remove)
	return changes
}

// chosen is everything that would be tied, for those who only choose.
func (s *linkPicker) chosen() []rbac.Ref {
	var refs []rbac.Ref
	removed := map[rbac.Ref]bool{}
	for _, ref := range s.picker.Removed() {
		removed[ref] = true
	}
	added := map[rbac.Ref]bool{}
	for _, ref := range s.picker.Added() {
		added[ref] = true
	}
	for _, ref := range s.offer.refs {
		if added[ref] || s.offer.count[ref] > 0 && !removed[ref] {
			refs = append(refs, ref)
		}
	}
	return refs
}

// Want is most of the screen: names, emails and ids are long.
func (s *linkPicker) Want(w, h int) (int, int) { return min(w-4, 90), min(h, 24) }

// SetSize gives it its room.
func (s *linkPicker) SetSize(w, h int) {
	s.w, s.h = w, h
	s.picker.SetSize(max(w-2, 0), max(h-2, 0))
}

// View draws it.
func (s *linkPicker) View() string {
	th, title := s.desk.Theme, s.pick.title
	if s.pick.others != nil {
		title = slices.Concat(title, widget.Keyed(th, th.Muted, "  {picker.previous_pane} "+s.pick.other))
	}
	return widget.Box(th, title, s.picker.View(), s.w, s.h, true)
}

func (s *linkPicker) Title() string      { return s.pick.title.Plain() }
func (s *linkPicker) Layers() []ui.Layer { return []ui.Layer{ui.LinkLayer, ui.PickerLayer} }
func (s *linkPicker) Capturing() bool    { return true }

func (s *linkPicker) Hints() []ui.Action {
	return []ui.Action{ui.Enter, ui.Toggle, ui.Stage, ui.CopyMenu, ui.Escape}
}

// WhyNot is about what can't be sent of a mere choice, and what is not chosen yet.
func (s *linkPicker) WhyNot(a ui.Action) widget.Words {
	_, some := s.picker.Current()
	switch {
	case s.pick.link == nil && (a == ui.Stage || a == ui.CopyMenu):
		return "these are selected, not sent: {picker.open} accepts them"
	case a == ui.CopyMenu && !s.picker.Dirty():
		return "nothing selected: {picker.toggle} selects this row"
	case a == ui.PrevPane && s.pick.others == nil:
		return "there is nothing else to choose here"
	case a == ui.PrevPane && s.picker.Dirty():
		return "review these first: {picker.open} reviews what is selected"
	case a == ui.Toggle && !some:
		return "there is nothing to choose"
	}
	return ""
}

// Busy is since when a list is being made ready or looked up.
func (s *linkPicker) Busy() (time.Time, string) {
	return ui.FirstBusy(s.lookup, s.loader)
}

// Cancel ends that.
func (s *linkPicker) Cancel() {
	s.lookup.Cancel()
	s.loader.Cancel()
}

// Close ends all that runs.
func (s *linkPicker) Close() {
	s.Cancel()
	s.ahead.Cancel()
}

// Entry takes text.
func (s *linkPicker) Entry(msg tea.Msg) ui.Cmd {
	return s.entered(s.picker.Update(msg))
}

func (s *linkPicker) entered(e widget.PickerEvent) ui.Cmd {
	switch e {
	case widget.PickerPasted:
		return s.seek(s.picker.Pasted())
	case widget.PickerChanged:
		// Most letters go to the filter, which changes nothing of the choice.
		if picked := append(s.picker.Added(), s.picker.Removed()...); !slices.Equal(picked, s.picked) {
			return s.look()
		}
	}
	return nil
}

// Act does what a key means.
func (s *linkPicker) Act(a ui.Action) (ui.Cmd, bool) {
	if m, ok := ui.Motions(a); ok {
		s.picker.Go(m)
		return nil, true
	}
	switch a {
	case ui.Toggle:
		s.picker.Toggle()
		return s.look(), true
	case ui.PrevPane:
		return ui.Answer(s, s.pick.others()), true
	case ui.Enter:
		return s.accept(false), true
	case ui.Stage:
		return s.accept(true), true
	case ui.Editor:
		return s.askFile(), true
	case ui.CopyMenu:
		return s.desk.CopyRequests(s.changes()), true
	case ui.Escape:
		if s.picker.ClearFilter() {
			return nil, true
		}
		return ui.Tell(ui.Close{Dialog: s}), true
	}
	return nil, true
}

// accept goes on with what was chosen. When nothing was, but a name was typed,
// the row under the cursor is meant, unless it is there already. What was only excluded
// names none.
func (s *linkPicker) accept(stage bool) ui.Cmd {
	var look ui.Cmd
	if !s.picker.Dirty() && s.picker.Query().Names() {
		if ref, ok := s.picker.Current(); ok && s.offer.count[ref] < max(len(s.pick.subjects), 1) {
			s.picker.Toggle()
			look = s.look()
		}
	}
	if s.pick.link == nil {
		return ui.Answer(s, s.pick.take(s.chosen()))
	}
	wanted := s.changes()
	switch {
	case len(wanted) == 0:
		return s.desk.Say("nothing selected: {picker.toggle} selects this row")
	case stage:
		return ui.Answer(s, s.desk.Stage(wanted))
	case s.seen == nil:
		// The question takes over what works it out: once is enough.
		ahead := s.ahead
		s.ahead = changes.NewImpactLoader(s, s.desk.Now)
		return ui.Batch(look, s.desk.ReviewAhead(s, wanted, ahead, s.foreseen))
	}
	return s.desk.ReviewForeseen(s, wanted, s.seen)
}
