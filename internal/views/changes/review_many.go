package changes

import (
	"fmt"
	"slices"
	"strings"

	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// few is up to how many items, and users, a question tells one by one.
const few = 3

// alike are items that differ in one thing alone.
type alike struct {
	key    string
	before string // of the sentence: Assign role "Submitter" to
	kind   string
	after  string
	items  []plan.Item
	things []rbac.Ref // in which they differ
}

// groups are the items in their order, those that differ in one thing together.
func (r *review) groups(seen *Impact) []alike {
	var all []alike
	at := map[string]int{}
	for _, item := range seen.Plan.Items {
		sentence := desk.Wording(item.Sentence(r.desk.Data.Directory))
		g := alike{key: sentence, before: sentence, items: []plan.Item{item}}
		for _, one := range r.parted(item, sentence) {
			if i, ok := at[one.key]; ok {
				all[i].items, all[i].things = append(all[i].items, item), append(all[i].things, one.things...)
				g.items = nil
				break
			}
			at[one.key] = len(all)
			g = one
		}
		if g.items != nil {
			all = append(all, g)
		}
	}
	return all
}

// parted is an item by the thing that most of its like differ in: a user, else a group; none
// where it has more to tell than its sentence does.
func (r *review) parted(item plan.Item, sentence string) []alike {
	if len(item.Changes) != 1 || item.Note != "" || len(item.Details(r.desk.Data.Directory)) > 0 {
		return nil
	}
	targets := item.Changes[0].Targets()
	for _, kind := range []rbac.Kind{rbac.KindUser, rbac.KindGroup, rbac.KindRole, rbac.KindPermission} {
		i := slices.IndexFunc(targets, func(t rbac.Ref) bool { return t.Kind == kind })
		before, rest, ok := strings.Cut(sentence, string(kind)+` "`)
		_, after, closed := strings.Cut(rest, `"`)
		if i < 0 || len(targets) < 2 || !ok || !closed {
			continue
		}
		return []alike{{
			key: before + "\x00" + string(kind) + after, before: before, kind: string(kind), after: after,
			items: []plan.Item{item}, things: []rbac.Ref{targets[i]},
		}}
	}
	return nil
}

// manyLines say of many changes who is meant by name, unless few items said it all, then the ids.
func (r *review) manyLines(seen *Impact, all widget.Words) []widget.Spans {
	th, d := r.desk.Theme, r.desk.Data
	var lines, ids []widget.Spans
	told := map[rbac.Ref]bool{}
	for _, g := range r.groups(seen) {
		switch {
		case len(seen.Plan.Items) <= few:
		case len(g.items) == 1:
			item := g.items[0]
			lines = append(lines, widget.Spans{widget.Sayf(th.Text, "%s", desk.Wording(item.Sentence(d.Directory)))})
			lines = append(lines, DetailLines(th, item, d.Directory)...)
			if item.Note != "" {
				lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "  %s", item.Note)})
			}
		default:
			lines = append(lines, widget.Spans{widget.Sayf(th.Text, "%s%s%s", g.before, text.Counted(len(g.items), g.kind), g.after)})
			lines = append(lines, append(widget.Spans{widget.Say(th.Muted, "  ")}, named(th, d, g.things, ReviewRows, all)...))
		}
		for _, item := range g.items {
			for _, ref := range unlike(d, item.Changes, told, ReviewRows) {
				ids = append(ids, widget.Spans{
					widget.Sayf(th.Muted, "  %s ", ref.Kind), widget.Foreign(desk.KindStyle(th, ref.Kind), d.Name(ref)),
					widget.Say(th.Muted, "  "), widget.Foreign(th.Muted, ref.ID),
				})
			}
		}
	}
	if more := len(ids) - ReviewRows; more > 0 {
		ids = append(ids[:ReviewRows], append(widget.Spans{widget.Sayf(th.Muted, "  and %d more: ", more)}, widget.Keyed(th, th.Muted, all)...))
	}
	if len(ids) == 0 {
		return lines
	}
	if len(lines) > 0 {
		lines = append(lines, nil)
	}
	return append(append(lines, widget.Spans{widget.Say(th.Muted, "Ids")}), ids...)
}

// named are the names of things in one line, which is wrapped: so many of them, and then
// what lists all, where that is said.
func named(th *theme.Theme, d *desk.Data, things []rbac.Ref, most int, all widget.Words) widget.Spans {
	var spans widget.Spans
	for i, ref := range things {
		after := ", "
		switch {
		case i == most && all == "":
			return append(spans, widget.Sayf(th.Muted, "and %d more", len(things)-i))
		case i == most:
			spans = append(spans, widget.Sayf(th.Muted, "and %d more (", len(things)-i))
			return append(append(spans, widget.Keyed(th, th.Muted, all)...), widget.Say(th.Muted, ")"))
		case i == len(things)-1:
			after = ""
		}
		// In one stretch, so that no line begins with the comma.
		spans = append(spans, widget.Sayf(desk.KindStyle(th, ref.Kind), "%s%s", d.Name(ref), after))
	}
	return spans
}

// share are users who gain and lose the same.
type share struct {
	gained, lost []rbac.PermissionID
	users        []rbac.Ref
}

// sharesOf are the users of an effect by what they gain and lose, the largest share first.
func sharesOf(effect rbac.Effect) []*share {
	var shares []*share
	at := map[string]*share{}
	for _, u := range effect.Users {
		key := fmt.Sprint(u.Gained, "\x00", u.Lost)
		s := at[key]
		if s == nil {
			s = &share{gained: u.Gained, lost: u.Lost}
			at[key] = s
			shares = append(shares, s)
		}
		s.users = append(s.users, u.User.Ref())
	}
	slices.SortStableFunc(shares, func(a, b *share) int { return len(b.users) - len(a.users) })
	return shares
}

// unalteredNames is how many users who gain and lose nothing are named.
const unalteredNames = 12

// unaltered are the users that the changes name and who gain and lose nothing.
func (o Impact) unaltered() []rbac.Ref {
	told := map[rbac.Ref]bool{}
	for _, u := range o.effect.Users {
		told[u.User.Ref()] = true
	}
	var refs []rbac.Ref
	for _, c := range o.changes {
		for _, ref := range c.Targets() {
			if ref.Kind == rbac.KindUser && !told[ref] {
				told[ref] = true
				refs = append(refs, ref)
			}
		}
	}
	return refs
}

// sharedLines are the effect by what is gained and lost: what all have in common, then what
// some gain and lose besides, and who they are: so many by name.
func (o Impact) sharedLines(th *theme.Theme, most int, all widget.Words) []widget.Spans {
	shares, after := o.shared, o.afterData()
	gained, lost := slices.Clone(shares[0].gained), slices.Clone(shares[0].lost)
	for _, s := range shares[1:] {
		gained, lost = common(gained, s.gained), common(lost, s.lost)
	}
	if len(shares) == 1 {
		gained, lost = nil, nil
	}
	words := func(gained, lost []rbac.PermissionID) widget.Spans {
		more := permissionWords(th, th.DiffAdd, "+", after, gained, ReviewRows)
		return append(more, permissionWords(th, th.DiffDel, "-", o.Data, lost, ReviewRows)...)
	}
	var lines []widget.Spans
	if shared := words(gained, lost); len(shared) > 0 {
		lines = append(lines, append(widget.Spans{widget.Say(th.Text, "  each:")}, shared...))
	}
	for i, s := range shares {
		if i == ReviewRows {
			lines = append(lines, append(widget.Spans{widget.Sayf(th.Muted, "  and %d more kinds of effect: ", len(shares)-i)}, widget.Keyed(th, th.Muted, all)...))
			break
		}
		what := words(without(s.gained, gained), without(s.lost, lost))
		if len(what) == 0 {
			what = widget.Spans{widget.Say(th.Muted, " nothing else")}
		}
		line := append(append(widget.Spans{widget.Say(th.Muted, " ")}, what...), widget.Say(th.Text, ": "))
		lines = append(lines, append(line, named(th, o.Data, s.users, most, all)...))
	}
	switch rest := o.unaltered(); {
	case len(rest) > unalteredNames:
		lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "  no permission changes for %s", text.Counted(len(rest), "other user"))})
	case len(rest) > 0:
		lines = append(lines, append(widget.Spans{widget.Say(th.Muted, "  no permission changes for ")}, named(th, o.Data, rest, most, all)...))
	}
	return lines
}

// effectLines are who gains and who loses what: each by name where they are few.
func (o Impact) effectLines(th *theme.Theme, all widget.Words) []widget.Spans {
	if o.Users() > few {
		return o.sharedLines(th, ReviewRows, all)
	}
	return o.EffectLines(th)
}

// told are those lines in most lines of w cells: the fewer by name, the less room there is,
// and then a line that says what lists all. None where nobody gains or loses anything.
func (o *Impact) told(th *theme.Theme, w, most int, all widget.Words) []widget.Spans {
	if !o.Known() || o.Users() == 0 || most < 1 || w < 2 {
		return nil
	}
	lines := desk.Hanging(o.effectLines(th, all), w-1)
	if len(lines) <= most {
		return lines
	}
	for _, names := range []int{20, 8, 3} {
		if lines = desk.Hanging(o.sharedLines(th, names, ""), w-1); len(lines) < most {
			break
		}
	}
	return append(lines[:min(len(lines), most-1)], append(widget.Spans{widget.Say(th.Text, "  ")}, widget.Keyed(th, th.Muted, all)...))
}

// common are the ids of the one list that are in the other, too.
func common(ids, others []rbac.PermissionID) []rbac.PermissionID {
	return slices.DeleteFunc(ids, func(id rbac.PermissionID) bool { return !slices.Contains(others, id) })
}

// without are the ids of the one list that are not in the other.
func without(ids, others []rbac.PermissionID) []rbac.PermissionID {
	return slices.DeleteFunc(slices.Clone(ids), func(id rbac.PermissionID) bool { return slices.Contains(others, id) })
}
