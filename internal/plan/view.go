package plan

import (
	"maps"
	"slices"

	"authzx/internal/rbac"
)

// View is some records of a tenant as they were at one moment. The zero value
// knows of none. It never changes.
type View struct {
	refs    []rbac.Ref
	records map[rbac.Ref]Record
}

// Look gives the records of lists that refs name, those that are not there
// included. Switches are those of the configuration; nil when they are not known.
func Look(d rbac.Document, switches map[rbac.Switch]bool, refs []rbac.Ref) View {
	wanted := make(map[rbac.Ref]struct{}, len(refs))
	for _, ref := range refs {
		wanted[ref] = struct{}{}
	}
	records := make(map[rbac.Ref]Record, len(refs))
	keep := func(ref rbac.Ref, r Record) {
		// Of twins it is the first that counts, as on the server.
		if _, twin := records[ref]; !twin {
			records[ref] = r
		}
	}
	for i := range d.Groups {
		if ref := d.Groups[i].ID.Ref(); has(wanted, ref) {
			keep(ref, Record{Group: &d.Groups[i]})
		}
	}
	for i := range d.Roles {
		if ref := d.Roles[i].ID.Ref(); has(wanted, ref) {
			keep(ref, Record{Role: &d.Roles[i]})
		}
	}
	for i := range d.Permissions {
		if ref := d.Permissions[i].ID.Ref(); has(wanted, ref) {
			keep(ref, Record{Permission: &d.Permissions[i]})
		}
	}
	if ref := configuration(); has(wanted, ref) && switches != nil {
		records[ref] = Record{Switches: switches}
	}
	return View{refs: refs, records: records}
}

func has(set map[rbac.Ref]struct{}, ref rbac.Ref) bool {
	_, ok := set[ref]
	return ok
}

// LookIn gives the records of a graph that refs name.
func LookIn(g *rbac.Graph, switches map[rbac.Switch]bool, refs []rbac.Ref) View {
	records := make(map[rbac.Ref]Record, len(refs))
	for _, ref := range refs {
		if r := recordIn(g, switches, ref); r.Exists() {
			records[ref] = r
		}
	}
	return View{refs: refs, records: records}
}

// Refs are the records that the view knows of, there or not.
func (v View) Refs() []rbac.Ref { return v.refs }

// Known are the records that are there, as far as the view knows.
func (v View) Known() []rbac.Ref {
	var refs []rbac.Ref
	for _, ref := range v.refs {
		if v.records[ref].Exists() {
			refs = append(refs, ref)
		}
	}
	return refs
}

// Record is one record; one that does not exist where there is none, or where
// the view knows nothing of it.
func (v View) Record(ref rbac.Ref) Record { return v.records[ref] }

// Of is the part of the view that refs name.
func (v View) Of(refs []rbac.Ref) View {
	records := make(map[rbac.Ref]Record, len(refs))
	for _, ref := range refs {
		if r, ok := v.records[ref]; ok {
			records[ref] = r
		}
	}
	return View{refs: refs, records: records}
}

// With is the view with what another one knows in place of its own.
func (v View) With(other View) View {
	records := maps.Clone(v.records)
	if records == nil {
		records = make(map[rbac.Ref]Record, len(other.refs))
	}
	refs := slices.Clone(v.refs)
	for _, ref := range other.refs {
		if !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
		if r, ok := other.records[ref]; ok {
			records[ref] = r
		} else {
			delete(records, ref)
		}
	}
	return View{refs: refs, records: records}
}

// Renamed is the view with ids renamed, those of the records included.
func (v View) Renamed(ids IDs) View {
	next := View{refs: make([]rbac.Ref, len(v.refs)), records: make(map[rbac.Ref]Record, len(v.records))}
	for i, ref := range v.refs {
		next.refs[i] = ids.Ref(ref)
	}
	for ref, r := range v.records {
		next.records[ids.Ref(ref)] = r.renamed(ids)
	}
	return next
}

// Document is the records as lists.
func (v View) Document() rbac.Document {
	var d rbac.Document
	for _, ref := range v.refs {
		switch r := v.records[ref]; {
		case r.Group != nil:
			d.Groups = append(d.Groups, *r.Group)
		case r.Role != nil:
			d.Roles = append(d.Roles, *r.Role)
		case r.Permission != nil:
			d.Permissions = append(d.Permissions, *r.Permission)
		}
	}
	return d
}

// Configuration is the part of the view that holds the switches.
func (v View) Configuration() View { return v.Of([]rbac.Ref{configuration()}) }

// Switches are those of the configuration, nil when the view doesn't know them.
func (v View) Switches() map[rbac.Switch]bool { return v.records[configuration()].Switches }

// Apply is the view after elementary changes of its records. Things that other
// records would have to say, such as who uses what, it knows nothing of.
func (v View) Apply(changes []rbac.Change) (View, error) {
	g, at, err := rbac.ApplyAll(rbac.Index(v.Document()), changes)
	if err != nil {
		return View{}, &ChangeError{Index: at, Change: changes[at], Err: err}
	}
	refs := slices.Clone(v.refs)
	for _, ref := range Touched(changes) {
		if !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
	}
	return LookIn(g, switched(v.Switches(), changes), refs), nil
}

// switched is the switches after changes of them; nil while they are not known.
func switched(before map[rbac.Switch]bool, changes []rbac.Change) map[rbac.Switch]bool {
	after := before
	for _, c := range changes {
		set, ok := c.(rbac.SetConfiguration)
		if !ok || before == nil {
			continue
		}
		after = maps.Clone(after)
		maps.Copy(after, set.Values)
	}
	return after
}

// Compare lists how the records of another view differ from those of this one,
// in the order of this one.
func (v View) Compare(other View) []Difference {
	var list []Difference
	for _, ref := range v.refs {
		list = append(list, compare(ref, v.records[ref], other.records[ref])...)
	}
	return list
}
