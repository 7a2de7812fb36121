package edit

import (
	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
)

// unlink parts refs from subject, whose tab they stand in.
func unlink(d *changes.Workspace, subject rbac.Ref, tab catalog.RelationID, refs []rbac.Ref) ui.Cmd {
	var changes []rbac.Change
	var through []rbac.Ref
	l, ok := linkIn(subject.Kind, tab)
	tied := map[rbac.Ref]bool{}
	if ok {
		for _, ref := range l.ties(d.Data, subject) {
			tied[ref] = true
		}
	}
	for _, ref := range refs {
		switch {
		case ref.Kind == rbac.KindMapping:
			if g, m, found := d.Data.Mapping(ref); found {
				changes = append(changes, rbac.RemoveMapping{Group: g, Mapping: m.ID})
			}
		case !ok:
			return desk.Say("nothing direct here: these rows come from elsewhere")
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
		return desk.Say(d.Data.Named(through).String() + " is not direct: open what it comes through and unlink it there")
	}
	review := d.Review(nil, changes)
	if len(through) > 0 {
		return ui.Batch(review, desk.Say(d.Data.Named(through).String()+" skipped: not direct"))
	}
	return review
}
