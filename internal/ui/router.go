package ui

import (
	"slices"
)

// maxDepth bounds the stack: far more than a person follows back, few enough
// to keep memory flat in a long session.
const maxDepth = 32

// entry is a screen and the route that made it.
type entry struct {
	route  Route
	screen Screen
}

// router is a bounded stack of screens. The start of each way (a list, the
// doctor, …) is kept for good, with its cursor and filter; other screens live
// as long as the stack, or the last view, has them.
type router struct {
	stack []*entry
	last  []*entry
	roots map[Route]*entry
	// jumps are the ways that were in view, at the place among them of the one that is;
	// the last view is apart, since it is kept open.
	jumps []way
	at    int
}

// way is a stack as its routes.
type way []Route

// maxJumps is how many ways are remembered.
const maxJumps = 64

func newRouter() *router { return &router{roots: map[Route]*entry{}} }

// top is the screen in view; nil before the first.
func (r *router) top() *entry {
	if len(r.stack) == 0 {
		return nil
	}
	return r.stack[len(r.stack)-1]
}

// push puts e in view.
func (r *router) push(e *entry) {
	before := r.stack
	next := append(slices.Clone(r.stack), e)
	if len(next) > maxDepth {
		next = slices.Delete(next, 1, 2)
	}
	r.moveTo(next, before)
}

// jump makes e the start of a new way; it is kept for later jumps.
func (r *router) jump(e *entry) {
	r.roots[e.route] = e
	r.moveTo([]*entry{e}, r.stack)
}

// back leaves the screen in view; false where it is the start.
func (r *router) back() bool {
	if len(r.stack) < 2 {
		return false
	}
	r.moveTo(slices.Clone(r.stack[:len(r.stack)-1]), r.stack)
	return true
}

// unsaved is what would be lost, now or later, if another way were begun; the starts of
// ways are kept.
func (r *router) unsaved() string {
	for _, way := range [][]*entry{r.stack, r.last} {
		for _, e := range way {
			if lost := e.screen.Unsaved(); lost != "" && r.roots[e.route] != e {
				return lost
			}
		}
	}
	return ""
}

// letGo leaves all screens for good but the starts of ways.
func (r *router) letGo() { r.moveTo(slices.Clone(r.stack[:1]), nil) }

// drop leaves the screen in view for good: no last view leads to it.
func (r *router) drop() {
	next := slices.Clone(r.stack[:len(r.stack)-1])
	delete(r.roots, r.top().route)
	r.moveTo(next, nil)
}

// swap goes to the last view; false where there was none.
func (r *router) swap() bool {
	if len(r.last) == 0 {
		return false
	}
	r.stack, r.last = r.last, r.stack
	r.note()
	return true
}

// note remembers the way in view: what was gone back from is forgotten then.
func (r *router) note() {
	now := make(way, len(r.stack))
	for i, e := range r.stack {
		now[i] = e.route
	}
	if len(r.jumps) > 0 && slices.Equal(r.jumps[r.at], now) {
		return
	}
	if len(r.jumps) > 0 {
		r.jumps = r.jumps[:r.at+1]
	}
	r.jumps = append(r.jumps, now)
	r.jumps = r.jumps[max(0, len(r.jumps)-maxJumps):]
	r.at = len(r.jumps) - 1
}

// leads reports whether there is a way before the one in view, or after it where by is 1.
func (r *router) leads(by int) bool { return r.at+by >= 0 && r.at+by < len(r.jumps) }

// travel shows a way that was in view before or after this one. Screens that are still
// there stay as they were left, the others are made and returned, to begin.
func (r *router) travel(by int, create func(Route) Screen) []Screen {
	r.at += by
	var made []Screen
	var next []*entry
	living := slices.Concat(r.stack, r.last)
	for i, route := range r.jumps[r.at] {
		e := r.roots[route]
		if at := slices.IndexFunc(living, func(e *entry) bool { return e.route == route }); at >= 0 {
			e = living[at]
		}
		if e == nil || i > 0 && slices.Contains(next, e) {
			e = &entry{route, create(route)}
			made = append(made, e.screen)
		}
		if i == 0 {
			r.roots[route] = e
		}
		next = append(next, e)
	}
	r.moveTo(next, r.stack)
	return made
}

// moveTo shows the stack next and closes screens that nothing leads to now.
func (r *router) moveTo(next, last []*entry) {
	gone := append(slices.Clone(r.stack), r.last...)
	r.stack, r.last = next, last
	r.note()
	for _, e := range gone {
		if !r.holds(e) {
			e.screen.Close()
		}
	}
}

func (r *router) holds(e *entry) bool {
	return r.roots[e.route] == e || slices.Contains(r.stack, e) || slices.Contains(r.last, e)
}

// each calls f with every living screen, once.
func (r *router) each(f func(Screen)) {
	seen := map[*entry]bool{}
	visit := func(e *entry) {
		if !seen[e] {
			seen[e] = true
			f(e.screen)
		}
	}
	for _, e := range r.stack {
		visit(e)
	}
	for _, e := range r.last {
		visit(e)
	}
	for _, e := range r.roots {
		visit(e)
	}
}

// deliver hands mail to the living screen that it is for.
func (r *router) deliver(m Mail) Cmd {
	var cmd Cmd
	r.each(func(s Screen) {
		if any(s) == m.To() {
			cmd = s.Update(m)
		}
	})
	return cmd
}
