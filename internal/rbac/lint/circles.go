package lint

import (
	"fmt"
	"slices"
	"strings"

	"authzx/internal/rbac"
)

// selfNesting finds groups that nest themselves.
func (l *linter) selfNesting() {
	for _, r := range l.Groups() {
		if slices.Contains(l.Children(r.ID), r.ID) {
			l.report(RuleSelfNesting, SeverityWarning, r.ID.Ref(), "is nested in itself", rbac.RemoveNested(r.ID, r.ID))
		}
	}
}

// circles finds groups that nest each other in a circle. Each tie that closes
// one is reported once, with the circle that it closes; without those ties there
// are no circles left.
func (l *linter) circles() {
	const (
		fresh = iota
		open  // on the way that is being followed
		done
	)
	state := make(map[rbac.GroupID]uint8, len(l.circleOf))
	type visit struct {
		group rbac.GroupID
		rest  []rbac.GroupID
	}
	var way []visit
	enter := func(id rbac.GroupID) {
		state[id] = open
		way = append(way, visit{id, l.Children(id)})
	}
	for _, root := range l.Groups() {
		if state[root.ID] != fresh {
			continue
		}
		enter(root.ID)
		for len(way) > 0 {
			top := &way[len(way)-1]
			if len(top.rest) == 0 {
				state[top.group] = done
				way = way[:len(way)-1]
				continue
			}
			child := top.rest[0]
			top.rest = top.rest[1:]
			switch {
			case state[child] == fresh:
				enter(child)
			case state[child] == open && child != top.group:
				circle := []rbac.GroupID{child}
				for i := len(way) - 1; way[i].group != child; i-- {
					circle = append(circle, way[i].group)
				}
				l.circle(circle)
			}
		}
	}
}

// mostNamed is how many groups of a circle are named.
const mostNamed = 6

// circle reports a circle: each group nests the one before it in the list, and
// the first nests the last.
func (l *linter) circle(groups []rbac.GroupID) {
	closed, closing := groups[0], groups[1]
	var names []string
	for i, id := range groups {
		if i == mostNamed {
			names = append(names, fmt.Sprintf("%d more", len(groups)-i))
			break
		}
		names = append(names, l.naming.Of(id.Ref()))
	}
	l.report(RuleCycle, SeverityError, closed.Ref(),
		"is in a nesting cycle: "+strings.Join(append(names, names[0]), " in "), rbac.RemoveNested(closing, closed))
}
