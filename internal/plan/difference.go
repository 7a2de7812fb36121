package plan

import (
	"fmt"
	"slices"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Difference is how one field of one record differs between two moments.
type Difference struct {
	Of    rbac.Ref
	Name  text.Text // the record's name before, or after where it is new
	Field string
	// Before are the values that are there no longer, After those that have come.
	Before, After []text.Text
}

// maxListed is how many values a sentence about a difference lists.
const maxListed = 5

// String says the difference in a line that is safe to draw, such as: group
// "Finance": members + auth0|ann, - auth0|bob.
func (d Difference) String() string {
	what := string(d.Of.Kind)
	if d.Of != configuration() {
		what += " " + rbac.Quoted(d.Name)
	}
	switch d.Field {
	case FieldExistence:
		if len(d.After) == 0 {
			return what + " is gone"
		}
		return what + " is new"
	case FieldMembers, FieldNested, FieldRoles, FieldMappings, FieldPermissions, FieldUsers:
		return what + ": " + d.Field + " " + strings.Join(append(signed("+", d.After), signed("-", d.Before)...), ", ")
	}
	return fmt.Sprintf("%s: %s was %s, is %s", what, d.Field, quotedAll(d.Before), quotedAll(d.After))
}

func signed(sign string, values []text.Text) []string {
	var list []string
	for i, v := range values {
		if i == maxListed {
			return append(list, fmt.Sprintf("%s %d more", sign, len(values)-i))
		}
		list = append(list, sign+" "+v.String())
	}
	return list
}

func quotedAll(values []text.Text) string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = rbac.Quoted(v)
	}
	if len(list) == 0 {
		return "nothing"
	}
	return strings.Join(list, ", ")
}

// Describe says differences in one line. Of a record that came or went only
// that is said.
func Describe(list []Difference) string {
	whole := make(map[rbac.Ref]bool)
	for _, d := range list {
		if d.Field == FieldExistence {
			whole[d.Of] = true
		}
	}
	var parts []string
	for _, d := range list {
		if d.Field == FieldExistence || !whole[d.Of] {
			parts = append(parts, d.String())
		}
	}
	return strings.Join(parts, "; ")
}

// compare lists how a record differs from one moment to another.
func compare(ref rbac.Ref, before, after Record) []Difference {
	name := before.Name()
	if !before.Exists() {
		name = after.Name()
	}
	was, is := before.fields(), after.fields()
	if len(was) == 0 {
		was = emptied(is)
	}
	if len(is) == 0 {
		is = emptied(was)
	}
	var list []Difference
	for i := range was {
		gone, come := lacking(was[i].values, is[i].values), lacking(is[i].values, was[i].values)
		if len(gone)+len(come) > 0 {
			list = append(list, Difference{ref, name, was[i].name, gone, come})
		}
	}
	return list
}

func emptied(fields []field) []field {
	list := make([]field, len(fields))
	for i, f := range fields {
		list[i].name = f.name
	}
	return list
}

// lacking is what of list is not in other, each value once.
func lacking(list, other []text.Text) []text.Text {
	if len(list) == 0 || slices.Equal(list, other) {
		return nil
	}
	known := make(map[text.Text]struct{}, len(other)+1)
	for _, v := range other {
		known[v] = struct{}{}
	}
	var rest []text.Text
	for _, v := range list {
		if _, ok := known[v]; !ok {
			known[v] = struct{}{}
			rest = append(rest, v)
		}
	}
	return rest
}

// Sort parts what a record has otherwise than expected into what is lost of own,
// the differences that a request should have made, and what is foreign: what
// somebody else must have done. Rest is how the record differs from what was
// expected.
func Sort(own, rest []Difference) (lost, foreign []Difference) {
	for _, r := range rest {
		i := slices.IndexFunc(own, func(o Difference) bool { return o.Of == r.Of && o.Field == r.Field })
		if i < 0 {
			foreign = append(foreign, r)
			continue
		}
		mine, theirs := r, r
		mine.Before, theirs.Before = split(r.Before, own[i].After)
		mine.After, theirs.After = split(r.After, own[i].Before)
		if len(mine.Before)+len(mine.After) > 0 {
			lost = append(lost, mine)
		}
		if len(theirs.Before)+len(theirs.After) > 0 {
			foreign = append(foreign, theirs)
		}
	}
	return lost, foreign
}

// split parts list into what is in other and what is not.
func split(list, other []text.Text) (in, out []text.Text) {
	out = lacking(list, other)
	return lacking(list, out), out
}

// Overlap reports whether any value of any field stands in both lists, a record
// that came or went standing for all its fields.
func Overlap(a, b []Difference) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Of != y.Of {
				continue
			}
			if x.Field == FieldExistence || y.Field == FieldExistence {
				return true
			}
			if x.Field == y.Field && (scalar(x.Field) || shared(x, y)) {
				return true
			}
		}
	}
	return false
}

// commute reports whether own, which changes make, comes out the same though somebody
// made theirs of the same records meanwhile: own only adds to lists, and theirs added or
// removed other values of the same lists.
func commute(own, theirs []Difference) bool {
	for _, o := range own {
		if scalar(o.Field) || len(o.Before) > 0 {
			return false
		}
	}
	for _, t := range theirs {
		same := func(o Difference) bool { return o.Of == t.Of && o.Field == t.Field }
		i := slices.IndexFunc(own, same)
		if i < 0 || shared(own[i], t) {
			return false
		}
	}
	return true
}

// scalar reports whether a field has one value, which any change alters.
func scalar(field string) bool {
	switch field {
	case FieldMembers, FieldNested, FieldRoles, FieldMappings, FieldPermissions, FieldUsers:
		return false
	}
	return true
}

func shared(x, y Difference) bool {
	values := slices.Concat(x.Before, x.After)
	in, _ := split(values, slices.Concat(y.Before, y.After))
	return len(in) > 0
}
