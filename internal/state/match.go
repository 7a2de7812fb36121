package state

import (
	"fmt"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// aligner finds for each thing of one state what it is in another.
type aligner struct {
	here, there Source
	o           Options
	apps        map[rbac.ClientID]rbac.ClientID
	ids         map[rbac.Ref]text.Text // of things there -> ids here, placeholders for those that are not
	made        int
	unmatched   []string
	unmapped    []rbac.Ref
}

func (a *aligner) fault(format string, args ...any) {
	a.unmatched = append(a.unmatched, fmt.Sprintf(format, args...))
}

// unmappable is a fault that a map would mend.
func (a *aligner) unmappable(kind rbac.Kind, name text.Text, format string) {
	a.fault(format, rbac.Quoted(name))
	a.unmapped = append(a.unmapped, rbac.Ref{Kind: kind, ID: name})
}

// applications matches those that roles and permissions belong to.
func (a *aligner) applications() {
	for _, id := range a.there.Graph.Applications() {
		a.apps[id] = a.application(id)
	}
}

// application is matched by the maps, by its name, and by its client id where no
// directory lists it under another.
func (a *aligner) application(id rbac.ClientID) rbac.ClientID {
	listed, there := a.there.Directory.Application(id)
	for _, from := range []text.Text{id.Text, listed.Name} {
		if to, ok := a.o.Applications[from]; ok && !from.IsZero() {
			return a.mapped(to)
		}
	}
	_, here := a.here.Directory.Application(id)
	if listed.Name.IsZero() && (there || here || a.mentions(id)) {
		return id
	}
	name := listed.Name
	if !there {
		name = id.Text // a state file may name an application that it doesn't list
	}
	switch found := a.exactly(name); {
	case len(found) == 1:
		return found[0]
	case here, !there, a.mentions(id):
	case len(found) > 1:
		a.unmappable(rbac.KindApplication, name, "application %s: the name is ambiguous here; map it to a client id")
	default:
		a.unmappable(rbac.KindApplication, name, "application %s doesn't exist here; map it")
	}
	return id
}

func (a *aligner) exactly(name text.Text) []rbac.ClientID {
	var found []rbac.ClientID
	for _, app := range a.here.Directory.Applications() {
		if app.Name == name {
			found = append(found, app.ID)
		}
	}
	return found
}

func (a *aligner) mentions(id rbac.ClientID) bool {
	for _, have := range a.here.Graph.Applications() {
		if have == id {
			return true
		}
	}
	return false
}

// mapped is the application here that a map names.
func (a *aligner) mapped(to text.Text) rbac.ClientID {
	found := a.exactly(to)
	if len(found) == 1 {
		return found[0]
	}
	id := rbac.ClientID{Text: to}
	if _, known := a.here.Directory.Application(id); !known && len(a.here.Directory.Applications()) > 0 && !a.mentions(id) {
		a.fault("application %s, to which another is mapped, doesn't exist here", rbac.Quoted(to))
	}
	return id
}

// user is the user here who is meant there.
func (a *aligner) user(id rbac.UserID) rbac.UserID {
	if to, ok := a.o.Users[id.Text]; ok {
		return rbac.UserID{Text: to}
	}
	return id
}

func (a *aligner) connection(name text.Text) text.Text {
	if to, ok := a.o.Connections[name]; ok {
		return to
	}
	return name
}

// known is what is to be matched: the id, name and application of one record.
type known struct {
	ref  rbac.Ref
	name text.Text
	app  rbac.ClientID // as it is called here
}

func (k known) key() key { return key{k.ref.Kind, k.app, k.name} }

// low is the key without regard to case.
func (k known) low() key { return key{k.ref.Kind, k.app, text.New(strings.ToLower(k.name.Raw()))} }

// match pairs records there with records here: those that are the same in id and
// name; of one name; of one name but for case; of one id though renamed.
func (a *aligner) match(here, there []known) {
	taken := make(map[rbac.Ref]bool)
	byID := make(map[rbac.Ref]known, len(here))
	for _, k := range here {
		byID[k.ref] = k
	}
	pair := func(there, here known) {
		a.ids[there.ref], taken[here.ref] = here.ref.ID, true
	}
	for _, k := range there {
		if other, ok := byID[k.ref]; ok && (other.key() == k.key() || a.there.unsaid[field{k.ref, fieldName}]) {
			pair(k, other)
		}
	}
	for _, by := range []func(known) key{known.key, known.low} {
		free, open := a.grouped(here, taken, by), a.open(there, by)
		for key, want := range open {
			if have := free[key]; len(want) == 1 && len(have) == 1 && !key.name.IsZero() {
				pair(want[0], have[0])
			}
		}
	}
	for _, k := range there {
		if other, ok := byID[k.ref]; ok && !taken[other.ref] && a.isOpen(k) && other.app == k.app {
			pair(k, other)
		}
	}
	left := a.grouped(here, taken, known.key)
	for _, k := range there {
		if !a.isOpen(k) {
			continue
		}
		switch {
		case k.name.IsZero():
			a.fault("%s %v has no name and doesn't exist here", k.ref.Kind, k.ref.ID)
		case len(left[k.key()]) > 0:
			a.fault("%s %s: the name is ambiguous, and no id decides it", k.ref.Kind, rbac.Quoted(k.name))
		}
		a.made++
		a.ids[k.ref] = rbac.NewID(a.made)
	}
}

func (a *aligner) isOpen(k known) bool {
	_, done := a.ids[k.ref]
	return !done
}

func (a *aligner) open(list []known, by func(known) key) map[key][]known {
	open := make(map[key][]known)
	for _, k := range list {
		if a.isOpen(k) {
			open[by(k)] = append(open[by(k)], k)
		}
	}
	return open
}

func (a *aligner) grouped(list []known, taken map[rbac.Ref]bool, by func(known) key) map[key][]known {
	free := make(map[key][]known)
	for _, k := range list {
		if !taken[k.ref] {
			free[by(k)] = append(free[by(k)], k)
		}
	}
	return free
}

// id is what a thing there is called here. What the other state has no record of
// is looked for by name, or keeps its id.
func (a *aligner) id(ref rbac.Ref) text.Text {
	if id, ok := a.ids[ref]; ok {
		return id
	}
	id := ref.ID
	if want, ok := a.there.loose[ref]; ok {
		id = a.named(ref, want)
	}
	a.ids[ref] = id
	return id
}

func (a *aligner) named(ref rbac.Ref, want named) text.Text {
	var found []text.Text
	var app rbac.ClientID
	if !want.application.IsZero() {
		app = a.application(want.application)
	}
	for _, k := range a.records(a.here)[ref.Kind] {
		if k.name == want.name && (app.IsZero() || k.app == app) {
			found = append(found, k.ref.ID)
		}
	}
	switch len(found) {
	case 1:
		return found[0]
	case 0:
		a.fault("%s %s is neither in the state nor in the tenant", ref.Kind, rbac.Quoted(want.name))
	default:
		a.fault("%s %s: the name is ambiguous; add the application or the id", ref.Kind, rbac.Quoted(want.name))
	}
	return ref.ID
}

// records are those of a source by kind; applications stay as the source has them.
func (a *aligner) records(s Source) map[rbac.Kind][]known {
	list := make(map[rbac.Kind][]known)
	seen := make(map[rbac.Ref]bool)
	add := func(k known) {
		if !seen[k.ref] {
			seen[k.ref] = true
			list[k.ref.Kind] = append(list[k.ref.Kind], k)
		}
	}
	for _, r := range s.Graph.Groups() {
		add(known{ref: r.ID.Ref(), name: r.Name})
	}
	for _, r := range s.Graph.Roles() {
		add(known{r.ID.Ref(), r.Name, r.Application})
	}
	for _, r := range s.Graph.Permissions() {
		add(known{r.ID.Ref(), r.Name, r.Application})
	}
	return list
}
