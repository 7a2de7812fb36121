package views

import (
	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// openLink shows the picker that ties refs by a link.
func (d *Desk) openLink(l link, refs []rbac.Ref) tea.Cmd {
	if l.what == rbac.KindPermission || l.of == rbac.KindPermission {
		if _, same := d.data.sameApplication(refs); !same {
			return complain("these are of several applications: a role holds permissions of its own application only")
		}
	}
	th := d.Theme
	title := widget.Spans{
		widget.Sayf(th.Title, "%s of ", wording(string(l.plural))), widget.Foreign(kindStyle(th, l.of), d.data.named(refs)),
	}
	if l.tab == "Nested in" {
		title = widget.Spans{widget.Say(th.Title, "Groups that nest "), widget.Foreign(th.Group, d.data.named(refs))}
	}
	return d.opening(newLinkPicker(d, pick{
		title: title, subjects: refs, link: &l,
		offered: func(data *Data) []rbac.Ref { return l.offered(data, refs) },
		ties:    l.ties,
	}))
}

// opening shows a dialog of a change; where nothing may be sent just now it
// says so, and how that ends.
func (d *Desk) opening(dialog ui.Dialog) tea.Cmd {
	show := ui.Tell(ui.Show{Dialog: dialog})
	if why := d.lock.refusal(); why != "" {
		return ui.Batch(show, say("stage only: "+why))
	}
	return show
}

// kindLink is the choice of a mapping among the links of a group.
const kindLink = "mapping"

// chooseLink asks to what refs are to be tied, where that could be several
// kinds of things.
func (d *Desk) chooseLink(refs []rbac.Ref) tea.Cmd {
	if len(refs) == 0 {
		return nil
	}
	kind := refs[0].Kind
	ways := linksOf(kind)
	if len(ways) == 1 {
		return d.openLink(ways[0], refs)
	}
	if len(ways) == 0 {
		return say("nothing can be added to a " + string(kind) + ": press a on a user, group, role or permission")
	}
	th := d.Theme
	var choices []choice
	for _, l := range ways {
		label := widget.Words(l.plural)
		choices = append(choices, choice{
			id: text.New(string(l.tab)), label: widget.Spans{widget.Say(th.Text, label)}, words: []text.Text{text.New(string(label))},
		})
	}
	if kind == rbac.KindGroup && len(refs) == 1 {
		choices = append(choices, choice{
			id: text.New(kindLink), label: widget.Spans{widget.Say(th.Text, "a mapping of a group of an identity provider")},
			words: []text.Text{text.New("mapping")},
		})
	}
	return ui.Tell(ui.Show{Dialog: newChooser(th, widget.Words("Add or remove what?"), choices, func(id text.Text) tea.Msg {
		return linkChosen{d, id, refs}
	})})
}

// linkChosen is the answer to what refs are to be tied to.
type linkChosen struct {
	desk *Desk
	tab  text.Text
	refs []rbac.Ref
}

func (m linkChosen) To() any { return m.desk }

func (d *Desk) linkChosen(m linkChosen) tea.Cmd {
	if m.tab.Raw() == kindLink {
		return d.newMapping(m.refs[0], rbac.Ref{})
	}
	l, ok := linkOfTab(m.refs[0].Kind, widget.Words(m.tab.Raw()))
	if !ok {
		return nil
	}
	return d.openLink(l, m.refs)
}

// unlink parts refs from subject, whose tab they stand in.
func (d *Desk) unlink(subject rbac.Ref, tab widget.Words, refs []rbac.Ref) tea.Cmd {
	var changes []rbac.Change
	var through []rbac.Ref
	l, ok := linkOfTab(subject.Kind, tab)
	tied := map[rbac.Ref]bool{}
	if ok {
		for _, ref := range l.ties(d.data, subject) {
			tied[ref] = true
		}
	}
	for _, ref := range refs {
		switch {
		case ref.Kind == rbac.KindMapping:
			if g, m, found := d.data.mapping(ref); found {
				changes = append(changes, rbac.RemoveMapping{Group: g, Mapping: m.ID})
			}
		case !ok:
			return say("nothing here is tied directly: what is in this tab follows from other tabs")
		case tied[ref]:
			changes = append(changes, l.remove(subject, ref))
		default:
			through = append(through, ref)
		}
	}
	if len(changes) == 0 {
		if len(through) == 0 {
			return nil
		}
		return say(d.data.named(through).String() + " is not tied directly: open what it comes by and unlink it there")
	}
	review := d.review(nil, changes)
	if len(through) > 0 {
		return ui.Batch(review, say(d.data.named(through).String()+" left out: not tied directly"))
	}
	return review
}
