package catalog

import (
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// RelationID names a relation.
type RelationID string

// Relation is what a thing is tied to, as one tab of its detail.
type Relation struct {
	ID      RelationID
	Title   string
	To      rbac.Kind // what stands in it
	Columns []Column
	Rows    func(d *Data, id text.Text) []Row
	// Empty says that there is nothing, Add what can be done about it here; empty
	// where nothing can.
	Empty, Add string
	// Leads is where a row leads to; nil where that is the thing of the row.
	Leads func(d *Data, id text.Text, r Row) rbac.Ref
	// Tie is what is made and cut here; nil where all follows from other ties.
	Tie *Tie
}

// Tie says of a relation what ties a thing to what stands in it.
type Tie struct {
	Kind rbac.TieKind
	// Turned says that what stands in the relation comes first in the tie.
	Turned bool
	// One and Many are what is tied.
	One, Many string
	// Rank orders the ties of a kind, the commonest first.
	Rank int
	// Direct are the things that are tied, Implied those that are so by some path all
	// the same, and By says by what; nil where there are no paths.
	Direct  func(d *Data, ref rbac.Ref) []rbac.Ref
	Implied func(d *Data, ref rbac.Ref) []rbac.Ref
	By      string
}

// Row is one line of a list: which thing and, where the list is a relation, how it
// comes to be in it.
type Row struct {
	Ref rbac.Ref
	Via Via
	// twin tells apart those that share an id: the first is 0.
	twin int
}

// Via is how something is tied to something else: directly, or by a path.
type Via struct {
	Inherited bool
	Path      []Word
	// Find works the path out once a row is looked at, where many rows would
	// take a while; nil where Path says it.
	Find func(rbac.Ref) []Word
}

// How is the path by which a row's thing is tied; nil where there is none.
func (r Row) How() []Word {
	if r.Via.Find != nil {
		return r.Via.Find(r.Ref)
	}
	return r.Via.Path
}

// RowsOf are rows of plain references.
func RowsOf(refs []rbac.Ref) []Row {
	rows := make([]Row, len(refs))
	for i, ref := range refs {
		rows[i] = Row{Ref: ref}
	}
	return rows
}

// RefsOfRows are the things of rows.
func RefsOfRows(rows []Row) []rbac.Ref {
	refs := make([]rbac.Ref, len(rows))
	for i, r := range rows {
		refs[i] = r.Ref
	}
	return refs
}

// unique keeps the first row of each thing.
func unique(rows []Row) []Row {
	seen := make(map[rbac.Ref]bool, len(rows))
	out := rows[:0:0]
	for _, r := range rows {
		if !seen[r.Ref] {
			seen[r.Ref] = true
			out = append(out, r)
		}
	}
	return out
}

// stored are rows of records, those that share an id told apart.
func stored[T any](list []T, ref func(T) rbac.Ref) []Row {
	rows := make([]Row, len(list))
	seen := make(map[rbac.Ref]int, len(list))
	for i, v := range list {
		of := ref(v)
		rows[i] = Row{Ref: of, twin: seen[of]}
		seen[of]++
	}
	return rows
}

// twin is the record of a row among those that share its id.
func twin[T any](list []T, r Row, ref func(T) rbac.Ref) T {
	n := r.twin
	for _, v := range list {
		if ref(v) != r.Ref {
			continue
		}
		if n == 0 {
			return v
		}
		n--
	}
	var none T
	return none
}

// holders are the users who have a thing, those who hold it directly first.
func holders(d *Data, target rbac.Ref) []Row {
	nearest := d.Graph.Nearest(target, rbac.Reach{})
	how := func(user rbac.Ref) []Word { return Between(nearest.Path(rbac.UserID{Text: user.ID})) }
	var direct, inherited []Row
	for _, h := range d.Graph.WhoCan(target, rbac.Reach{}) {
		if h.Direct {
			direct = append(direct, Row{Ref: h.User.Ref()})
		} else {
			inherited = append(inherited, Row{Ref: h.User.Ref(), Via: Via{Inherited: true, Find: how}})
		}
	}
	return append(direct, inherited...)
}

// granting are the groups whose members have a role or permission: first those
// that grant it themselves.
func granting(d *Data, target rbac.Ref) []Row {
	nearest := d.Graph.Nearest(target, rbac.Reach{})
	var direct, inherited []Row
	for _, g := range d.Graph.Groups() {
		path, ok := nearest.FromGroup(g.ID)
		if !ok {
			continue
		}
		r := Row{Ref: g.ID.Ref(), Via: Via{Path: Between(path)}}
		if path[0].Kind != rbac.StepNested {
			direct = append(direct, r)
			continue
		}
		r.Via.Inherited = true
		inherited = append(inherited, r)
	}
	return unique(append(direct, inherited...))
}
