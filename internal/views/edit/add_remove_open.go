package edit

import (
	"cmp"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
)

// openLink shows the picker that ties refs by a link.
func openLink(d *changes.Workspace, l link, refs []rbac.Ref) ui.Cmd {
	if l.withinOne() {
		if _, same := d.Data.SameApplication(refs); !same {
			return desk.Complain("several applications: a role only holds permissions of its own application")
		}
	}
	th := d.Theme
	lead := cmp.Or(l.Tie.Lead, desk.Wording(l.Tie.Many)+" of")
	title := widget.Spans{widget.Sayf(th.Title, "%s ", lead), widget.Foreign(desk.KindStyle(th, l.of), d.Data.Named(refs))}
	return opening(d, newLinkPicker(d, pick{
		title: title, subjects: refs, link: &l,
		offered: func(data *desk.Data) []rbac.Ref { return l.offered(data, refs) },
		ties:    l.ties,
	}))
}

// opening shows a dialog of a change; where nothing may be sent just now it
// says so, and how that ends.
func opening(d *changes.Workspace, dialog ui.Dialog) ui.Cmd {
	show := ui.Tell(ui.Show{Dialog: dialog})
	if why := d.Lock.Refusal(); why != "" {
		return ui.Batch(show, desk.Say(why))
	}
	return show
}

// kindLink is the choice of a mapping among the links of a group.
const kindLink = "mapping"

// chooseLink asks to what refs are to be tied, where that could be several
// kinds of things.
func chooseLink(d *changes.Workspace, refs []rbac.Ref) ui.Cmd {
	if len(refs) == 0 {
		return nil
	}
	kind := refs[0].Kind
	ways := LinksOf(kind)
	if len(ways) == 1 {
		return openLink(d, ways[0], refs)
	}
	if len(ways) == 0 {
		return d.Say("nothing can be added to a %s: press {add_link} on a user, group, role or permission", kind)
	}
	th := d.Theme
	var choices []desk.Choice
	for _, l := range ways {
		label := widget.Words(l.Tie.Many)
		choices = append(choices, desk.Choice{
			ID: text.New(string(l.ID)), Label: widget.Spans{widget.Say(th.Text, label)}, Words: []text.Text{text.New(string(label))},
		})
	}
	if kind == rbac.KindGroup && len(refs) == 1 {
		choices = append(choices, desk.Choice{
			ID: text.New(kindLink), Label: widget.Spans{widget.Say(th.Text, "an IdP group mapping")},
			Words: []text.Text{text.New("mapping")},
		})
	}
	return ui.Tell(ui.Show{Dialog: desk.NewChooser(th, widget.Words("Add or remove what?"), choices, func(id text.Text) ui.Cmd {
		return openChosen(d, id, refs)
	})})
}

func openChosen(d *changes.Workspace, id text.Text, refs []rbac.Ref) ui.Cmd {
	if id.Raw() == kindLink {
		return newMapping(d, refs[0], rbac.Ref{})
	}
	l, ok := linkIn(refs[0].Kind, catalog.RelationID(id.Raw()))
	if !ok {
		return nil
	}
	return openLink(d, l, refs)
}
