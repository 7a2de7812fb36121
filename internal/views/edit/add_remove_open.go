package edit

import (
	"slices"

	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
)

// chooseLink ties refs to something, first to what they are tied to most.
func chooseLink(d *changes.Workspace, refs []rbac.Ref) ui.Cmd {
	kind := refs[0].Kind
	links := LinksOf(kind)
	if len(links) == 0 {
		return d.Say("nothing can be added to a %s: press {add_link} on a user, group, role or permission", kind)
	}
	if kind == rbac.KindGroup && len(refs) == 1 {
		links = append(links, mappingsOfGroup())
	}
	return openLinks(d, links, refs)
}

// openLinks shows the picker that ties refs by the first of some links; the others are
// shown from there, one after the other.
func openLinks(d *changes.Workspace, links []link, refs []rbac.Ref) ui.Cmd {
	links = slices.DeleteFunc(slices.Clone(links), func(l link) bool {
		if !l.withinOne() {
			return false
		}
		_, same := d.Data.SameApplication(refs)
		return !same
	})
	if len(links) == 0 {
		return desk.Complain("several applications: a role only holds permissions of its own application")
	}
	l := links[0]
	if l.Tie == nil {
		return newMapping(d, refs[0], rbac.Ref{})
	}
	th := d.Theme
	p := pick{
		title: widget.Spans{
			widget.Sayf(th.Title, "%s ", desk.Wording(l.Tie.Many)+" of"),
			widget.Foreign(desk.KindStyle(th, l.of), d.Data.Named(refs)),
		},
		subjects: refs, link: &l,
		offered: func(data *desk.Data) []rbac.Ref { return l.offered(data, refs) },
		ties:    l.ties,
	}
	if len(links) > 1 {
		others := append(links[1:len(links):len(links)], l)
		p.other, p.others = others[0].many(), func() ui.Cmd { return openLinks(d, others, refs) }
	}
	return opening(d, newLinkPicker(d, p))
}

// opening shows a dialog of a change; where nothing may be sent just now it
// says so, and how that ends.
func opening(d *changes.Workspace, dialog ui.Dialog) ui.Cmd {
	show := ui.Tell(ui.Show{Dialog: dialog})
	if why := d.Lock.Ahead(); why != "" {
		return ui.Batch(show, desk.Say(why))
	}
	return show
}
