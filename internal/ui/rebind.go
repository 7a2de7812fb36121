package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Rebinding gives an action other keys.
type Rebinding struct {
	Place  string // the layers where; empty: wherever the action stands
	Action string
	Keys   []string // as a person spells them
}

// Misbinding is what is wrong with a Rebinding.
type Misbinding struct {
	Of               int // which one, counted from 0
	Problem, Allowed string
}

// Rebind is a table of keys with other keys in it, and what is wrong with them: then
// the table is not to be used.
func Rebind(table []Binding, wishes []Rebinding) ([]Binding, []Misbinding) {
	r := &rebinder{before: table, after: slices.Clone(table), by: make([]int, len(table))}
	for i := range r.by {
		r.by[i] = -1
	}
	for _, placed := range []bool{false, true} { // what is said of one place wins
		for i, w := range wishes {
			if (w.Place != "") == placed {
				r.take(i, w)
			}
		}
	}
	for i, by := range r.by {
		if by >= 0 {
			r.check(i)
		}
	}
	slices.SortStableFunc(r.found, func(a, b Misbinding) int { return a.Of - b.Of })
	return r.after, r.found
}

// rebinder is a table that is being altered.
type rebinder struct {
	before, after []Binding
	by            []int // the wish that altered a binding; -1 for none
	found         []Misbinding
}

// fault notes what is wrong with a wish: the first thing only, for one often follows
// from another.
func (r *rebinder) fault(wish int, problem, allowed string) {
	if !slices.ContainsFunc(r.found, func(m Misbinding) bool { return m.Of == wish }) {
		r.found = append(r.found, Misbinding{wish, problem, allowed})
	}
}

// take gives the bindings that a wish means its keys.
func (r *rebinder) take(wish int, w Rebinding) {
	if problem, allowed := r.unknown(w); problem != "" {
		r.fault(wish, problem, allowed)
		return
	}
	var keys []string
	for _, spelled := range w.Keys {
		key, problem := readKey(spelled)
		switch {
		case problem != "":
			r.fault(wish, fmt.Sprintf("%q %s", spelled, problem), allowedKeys)
			return
		case slices.Contains(keys, key):
			r.fault(wish, fmt.Sprintf("%q appears twice", spelled), "each key once")
			return
		}
		keys = append(keys, key)
	}
	if len(keys) == 0 {
		r.fault(wish, "leaves the action without a key", allowedKeys)
		return
	}
	taken := false
	for i, b := range r.before {
		if b.Action != Action(w.Action) || w.Place != "" && placeOf(b.Layer).name != w.Place {
			continue
		}
		fit := keys
		if w.Place == "" { // where they are text, or an answer, they stay as they were
			fit = slices.DeleteFunc(slices.Clone(keys), func(k string) bool { return unfit(b, k) != "" })
		}
		if len(fit) > 0 {
			r.after[i].Keys, r.by[i], taken = fit, wish, true
		}
	}
	if !taken {
		r.fault(wish, fmt.Sprintf("%q is text input, or an answer, everywhere this action applies", strings.Join(w.Keys, " ")), `such as "ctrl+g" or "f5"`)
	}
}

// unknown says which of its names a wish has wrong.
func (r *rebinder) unknown(w Rebinding) (problem, allowed string) {
	var actions, here, at []string
	var all []string
	for _, b := range r.before {
		name := placeOf(b.Layer).name
		all = append(all, name)
		actions = append(actions, string(b.Action))
		if name == w.Place {
			here = append(here, string(b.Action))
		}
		if string(b.Action) == w.Action {
			at = append(at, name)
		}
	}
	switch {
	case w.Place != "" && len(here) == 0:
		return "no such place", near(w.Place, all)
	case len(at) == 0 && w.Place == "":
		return "no such action", near(w.Action, actions)
	case len(at) == 0:
		return "no such action", near(w.Action, here)
	case w.Place != "" && !slices.Contains(at, w.Place):
		return "this action isn't available there", "in " + list(at)
	}
	return "", ""
}

// mostNear is how many names are offered in place of one that is not there.
const mostNear = 4

// near lists the names that one may have meant, those first that hold it.
func near(name string, names []string) string {
	slices.Sort(names)
	names = slices.Compact(names)
	off := func(n string) int {
		if strings.Contains(n, name) || strings.Contains(name, n) {
			return 0
		}
		return levenshtein.ComputeDistance(name, n)
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(off(a), off(b)) })
	return strings.Join(names[:min(len(names), mostNear)], ", ") + ", or another listed by authzx keys"
}

func list(names []string) string {
	slices.Sort(names)
	return strings.Join(slices.Compact(names), ", ")
}

// unfit says why a key can't be given to a binding that did not have it; empty when it
// can.
func unfit(b Binding, key string) string {
	at := placeOf(b.Layer)
	switch {
	case slices.Contains(b.Keys, key):
		return ""
	case at.text && edits(key):
		return "is text input there"
	case b.Layer == ConfirmLayer && character(key):
		return "would become a one-letter answer"
	}
	return ""
}

// firm are the keys that keep their meaning: what interrupts, confirms and dismisses.
func firm() []string { return []string{"ctrl+c", "enter", "esc"} }

// check looks whether an altered binding can stand.
func (r *rebinder) check(i int) {
	was, is, wish := r.before[i], r.after[i], r.by[i]
	for _, key := range firm() {
		had, has := slices.Contains(was.Keys, key), slices.Contains(is.Keys, key)
		switch {
		case had && !has:
			r.fault(wish, fmt.Sprintf("removes %q, which can't be removed (%s)", key, was.Layer), fmt.Sprintf("%q with others, [%q, …]", key, key))
			return
		case has && !had:
			r.fault(wish, fmt.Sprintf("%q can't be reassigned (%s)", key, was.Layer), allowedKeys)
			return
		}
	}
	for _, key := range is.Keys {
		if slices.Contains(was.Keys, key) {
			continue
		}
		if why := unfit(was, key); why != "" {
			r.fault(wish, fmt.Sprintf("%q %s (%s)", key, why, was.Layer), `such as "ctrl+g" or "f5"`)
			return
		}
		if other, ok := r.clash(i, key); ok {
			r.fault(wish, fmt.Sprintf("%q already means %q (%s)", shownKey(key), other.Help, other.Layer), "a key that is free there")
			return
		}
	}
}

// clash is another binding that a key, new to the i-th, belongs to already.
func (r *rebinder) clash(i int, key string) (Binding, bool) {
	is := r.after[i]
	for j, other := range r.after {
		if j == i || !slices.Contains(other.Keys, key) {
			continue
		}
		same := other.Action == is.Action
		switch {
		case other.Layer == is.Layer && !same, together(is.Layer, other.Layer) && !same:
			return other, true
		case !same && (answers(is) || answers(other)):
			return other, true
		}
	}
	return Binding{}, false
}

// answers reports whether a binding says yes to what is written then: no key that may
// have opened the question says it.
func answers(b Binding) bool { return b.Action == Yes }

// together reports whether the keys of two layers are in force at once and meant to
// differ: those of one place, those of everywhere beside most others, and what always
// holds.
func together(a, b Layer) bool {
	at, other := placeOf(a), placeOf(b)
	switch {
	case a == InterruptLayer || b == InterruptLayer:
		return true
	case a == GlobalLayer:
		return !other.alone
	case b == GlobalLayer:
		return !at.alone
	}
	return at.name == other.name && at.text == other.text
}
