package rbac

// pathQueue gives the partial paths of a search, the most promising first; of
// those alike the longest, so that paths get finished, then the earliest.
type pathQueue struct {
	s     *pathSearch
	order []int32
}

func (q *pathQueue) Len() int      { return len(q.order) }
func (q *pathQueue) Swap(i, j int) { q.order[i], q.order[j] = q.order[j], q.order[i] }
func (q *pathQueue) Push(x any)    { q.order = append(q.order, x.(int32)) }

func (q *pathQueue) Less(i, j int) bool {
	a, b := q.s.states[q.order[i]], q.s.states[q.order[j]]
	if a.total != b.total {
		return a.total < b.total
	}
	if a.length != b.length {
		return a.length > b.length
	}
	return q.order[i] < q.order[j]
}

func (q *pathQueue) Pop() any {
	last := q.order[len(q.order)-1]
	q.order = q.order[:len(q.order)-1]
	return last
}
