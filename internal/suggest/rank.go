package suggest

import (
	"cmp"
	"container/heap"
	"context"
	"slices"
	"strings"

	"authzx/internal/plan"
	"authzx/internal/rbac"
)

// candidate is a set of changes that reaches the goal, if the server takes it.
type candidate struct {
	changes []rbac.Change
	least   Score // what it alters, at least
	way     *Way  // worked out; least is exact then
	number  int   // in the order in which it was thought of
}

// best are the first ways among candidates. What a candidate alters is worked out
// only while it may be among them.
func best(ctx context.Context, g *rbac.Graph, w Goal, candidates []candidate, limit int) ([]Way, error) {
	for i := range candidates {
		candidates[i].number = i
	}
	queue := queue(candidates)
	heap.Init(&queue)
	var ways []Way
	seen := make(map[string]bool)
	for len(queue) > 0 && len(ways) < limit {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		c := heap.Pop(&queue).(candidate)
		if c.way != nil {
			if key := keyOf(c.changes); !seen[key] && accepted(g, c.changes) {
				seen[key] = true
				ways = append(ways, *c.way)
			}
			continue
		}
		if c.way = worked(g, w, c.changes); c.way != nil {
			c.least = c.way.Score
			heap.Push(&queue, c)
		}
	}
	return ways, nil
}

// keyOf is the same for sets of the same changes.
func keyOf(changes []rbac.Change) string {
	keys := make([]string, len(changes))
	for i, c := range changes {
		keys[i] = rbac.ChangeKey(c)
	}
	slices.Sort(keys)
	return strings.Join(keys, "\n")
}

// worked is what changes do; nil where they don't reach the goal.
func worked(g *rbac.Graph, w Goal, changes []rbac.Change) *Way {
	after, _, err := rbac.ApplyAll(g, changes)
	if err != nil || !w.Granted(after) {
		return nil
	}
	effect := rbac.Diff(g, after)
	return &Way{Changes: changes, Effect: effect, Score: w.score(g, after, effect)}
}

// accepted reports whether the server would take the requests for the changes.
func accepted(g *rbac.Graph, changes []rbac.Change) bool {
	for _, c := range changes {
		if frozen(g, c) {
			return false
		}
	}
	_, err := plan.Compile(g, rbac.Settings{}, changes)
	return err == nil
}

// frozen reports whether a change writes to a group or role that shares its name.
func frozen(g *rbac.Graph, c rbac.Change) bool { return g.Frozen(c.Targets()[0]) }

// queue gives candidates, the least first.
type queue []candidate

func (q queue) Len() int      { return len(q) }
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(candidate)) }

func (q queue) Less(i, j int) bool {
	a, b := q[i], q[j]
	return cmp.Or(a.least.compare(b.least), cmp.Compare(len(a.changes), len(b.changes)), cmp.Compare(a.number, b.number)) < 0
}

func (q *queue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}
