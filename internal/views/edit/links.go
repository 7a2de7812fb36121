package edit

import (
	"cmp"
	"slices"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// link is a relation of a kind in which ties are made and parted.
type link struct {
	catalog.Relation
	of rbac.Kind
}

func (l link) add(ref, what rbac.Ref) rbac.Change { return l.change(ref, what, false) }

func (l link) remove(ref, what rbac.Ref) rbac.Change { return l.change(ref, what, true) }

func (l link) change(ref, what rbac.Ref, cut bool) rbac.Change {
	if l.Tie.Turned {
		ref, what = what, ref
	}
	return rbac.Tie{Of: l.Tie.Kind, Left: ref.ID, Right: what.ID, Cut: cut}
}

// withinOne reports whether only things of one application can be tied.
func (l link) withinOne() bool { return l.Tie != nil && l.Tie.Kind == rbac.TiePermission }

// offered are the things that can be tied to all of refs: not a group to itself, which
// the server takes without doing anything, and only permissions and roles of the one
// application that refs belong to.
func (l link) offered(d *desk.Data, refs []rbac.Ref) []rbac.Ref {
	all := catalog.Of(l.To).Refs(&d.Data)
	if l.withinOne() {
		app, ok := d.SameApplication(refs)
		return slices.DeleteFunc(all, func(ref rbac.Ref) bool { return !ok || d.ApplicationOf(ref) != app })
	}
	return slices.DeleteFunc(all, func(ref rbac.Ref) bool { return len(refs) == 1 && ref == refs[0] })
}

// ties are the things that are tied to one directly.
func (l link) ties(d *desk.Data, ref rbac.Ref) []rbac.Ref { return l.Tie.Direct(&d.Data, ref) }

// LinksOf are the ways to tie things of a kind, the commonest first. Mappings are not
// among them: they are made with a form.
func LinksOf(k rbac.Kind) []link {
	var of []link
	for _, r := range relationsOf(k) {
		if r.Tie != nil {
			of = append(of, link{r, k})
		}
	}
	slices.SortStableFunc(of, func(a, b link) int { return cmp.Compare(a.Tie.Rank, b.Tie.Rank) })
	return of
}

// mappingsOfGroup is what a form adds to and no tie.
func mappingsOfGroup() link {
	all := relationsOf(rbac.KindGroup)
	at := slices.IndexFunc(all, func(r catalog.Relation) bool { return r.To == rbac.KindMapping })
	return link{all[at], rbac.KindGroup}
}

// many names the things that it ties to.
func (l link) many() widget.Words {
	if l.Tie == nil {
		return "mappings"
	}
	return widget.Words(l.Tie.Many)
}

func relationsOf(k rbac.Kind) []catalog.Relation {
	if r := catalog.Of(k); r != nil {
		return r.Relations
	}
	return nil
}

// linkIn is the link that a relation shows; false for one that shows what follows
// from others.
func linkIn(k rbac.Kind, id catalog.RelationID) (link, bool) {
	for _, l := range LinksOf(k) {
		if l.ID == id {
			return l, true
		}
	}
	return link{}, false
}

// shows is the kind of the things in a relation.
func shows(k rbac.Kind, id catalog.RelationID) rbac.Kind {
	for _, r := range relationsOf(k) {
		if r.ID == id {
			return r.To
		}
	}
	return ""
}
