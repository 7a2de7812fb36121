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

// manyLines say what many changes come to, in the order in which one wants to know it: the
// effect, who is meant by name, what is sent where, then the ids.
func (r *review) manyLines(seen *Impact) []widget.Spans {
	th, d := r.desk.Theme, r.desk.Data
	var lines, ids []widget.Spans
	told := map[rbac.Ref]bool{}
	for _, g := range r.groups(seen) {
		if len(g.items) == 1 {
			item := g.items[0]
			lines = append(lines, widget.Spans{widget.Sayf(th.Text, "%s", desk.Wording(item.Sentence(d.Directory)))})
			lines = append(lines, DetailLines(th, item, d.Directory)...)
			if item.Note != "" {
				lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "  %s", item.Note)})
			}
		} else {
			lines = append(lines, widget.Spans{widget.Sayf(th.Text, "%s%s%s", g.before, text.Counted(len(g.items), g.kind), g.after)})
			lines = append(lines, named(th, d, g.things))
		}
		for _, item := range g.items {
			for _, ref := range unlike(d, item.Changes, told) {
				ids = append(ids, widget.Spans{
					widget.Sayf(th.Muted, "  %s ", ref.Kind), widget.Foreign(desk.KindStyle(th, ref.Kind), d.Name(ref)),
					widget.Say(th.Muted, "  "), widget.Foreign(th.Muted, ref.ID),
				})
			}
		}
	}
	if more := len(ids) - ReviewRows; more > 0 {
		ids = append(ids[:ReviewRows], widget.Spans{widget.Sayf(th.Muted, "  and %d more", more)})
	}
	if len(ids) > 0 {
		lines = append(append(lines, nil, widget.Spans{widget.Say(th.Muted, "Ids")}), ids...)
	}
	return lines
}

// named are the names of things in one line, which is wrapped.
func named(th *theme.Theme, d *desk.Data, things []rbac.Ref) widget.Spans {
	spans := widget.Spans{widget.Say(th.Muted, "  ")}
	for i, ref := range things {
		if i == ReviewRows {
			return append(spans, widget.Say(th.Muted, widget.Words(fmt.Sprintf(" and %d more", len(things)-i))))
		}
		if i > 0 {
			spans = append(spans, widget.Say(th.Muted, ", "))
		}
		spans = append(spans, widget.Foreign(desk.KindStyle(th, ref.Kind), d.Name(ref)))
	}
	return spans
}

// sharedLines are the effect by what is gained and lost: those who gain and lose the same
// stand together.
func (o Impact) sharedLines(th *theme.Theme) []widget.Spans {
	type share struct {
		of    rbac.UserEffect
		users []rbac.Ref
	}
	var shares []*share
	at := map[string]*share{}
	for _, u := range o.effect.Users {
		key := fmt.Sprint(u.Gained, "\x00", u.Lost)
		s := at[key]
		if s == nil {
			s = &share{of: u}
			at[key] = s
			shares = append(shares, s)
		}
		s.users = append(s.users, u.User.Ref())
	}
	slices.SortStableFunc(shares, func(a, b *share) int { return len(b.users) - len(a.users) })
	after := o.afterData()
	var lines []widget.Spans
	for i, s := range shares {
		if i == ReviewRows {
			lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "  and %d more kinds of effect", len(shares)-i)})
			break
		}
		line := widget.Spans{widget.Sayf(th.Text, " %s", text.Counted(len(s.users), "user"))}
		line = append(line, permissionWords(th, th.DiffAdd, "+", after, s.of.Gained, ReviewRows)...)
		line = append(line, permissionWords(th, th.DiffDel, "-", o.Data, s.of.Lost, ReviewRows)...)
		lines = append(lines, line, named(th, o.Data, s.users))
	}
	return lines
}
