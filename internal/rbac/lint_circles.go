package rbac

import (
	"fmt"
	"strings"
)

// selfNesting finds groups that nest themselves.
func (l *linter) selfNesting() {
	for n, r := range l.groups.records() {
		if l.parents.has(n, n) {
			l.report(RuleSelfNesting, SeverityWarning, r.ID.Ref(), "nests itself", RemoveNested{r.ID, r.ID})
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
	state := make([]uint8, l.groups.n)
	type visit struct {
		node int32
		rest []int32
	}
	var way []visit
	for root := range l.groups.records() {
		if state[root] != fresh {
			continue
		}
		state[root] = open
		way = append(way, visit{root, l.children.of(root)})
		for len(way) > 0 {
			top := &way[len(way)-1]
			if len(top.rest) == 0 {
				state[top.node] = done
				way = way[:len(way)-1]
				continue
			}
			child := top.rest[0]
			top.rest = top.rest[1:]
			switch {
			case state[child] == fresh:
				state[child] = open
				way = append(way, visit{child, l.children.of(child)})
			case state[child] == open && child != top.node:
				circle := []int32{child}
				for i := len(way) - 1; way[i].node != child; i-- {
					circle = append(circle, way[i].node)
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
func (l *linter) circle(groups []int32) {
	closing, closed := l.groups.record(groups[1]).ID, l.groups.record(groups[0]).ID
	var names []string
	for i, n := range groups {
		if i == mostNamed {
			names = append(names, fmt.Sprintf("%d more", len(groups)-i))
			break
		}
		names = append(names, l.naming.of(l.groups.record(n).ID.Ref()))
	}
	l.report(RuleCycle, SeverityError, closed.Ref(),
		"is nested in a circle: "+strings.Join(append(names, names[0]), " in "), RemoveNested{closing, closed})
}
