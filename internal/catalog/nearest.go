package catalog

import (
	"cmp"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// mostNear is how many names are offered in place of one that is not there.
const mostNear = 3

// mostLetters is how much of a name is compared: strangers choose how long they are.
const mostLetters = 100

// Candidate is what a name may have meant: how it is said, and by what it is known.
type Candidate struct {
	said string
	by   []text.Text
}

// Nearest says which few candidates a name is most like, each once; empty where there
// are none. It is safe to draw.
func Nearest(given string, all []Candidate) string {
	type scored struct {
		said string
		off  int
	}
	var list []scored
	for _, c := range all {
		off := -1
		for _, by := range c.by {
			if n := apart(given, by.Raw()); !by.IsZero() && (off < 0 || n < off) {
				off = n
			}
		}
		if off >= 0 {
			list = append(list, scored{c.said, off})
		}
	}
	slices.SortStableFunc(list, func(a, b scored) int { return cmp.Compare(a.off, b.off) })
	var said []string
	for _, s := range list {
		if len(said) < mostNear && !slices.Contains(said, s.said) {
			said = append(said, s.said)
		}
	}
	if len(said) == 0 {
		return ""
	}
	return "; nearest: " + strings.Join(said, ", ")
}

// leastPart is how long a part of a name is that may stand for the whole.
const leastPart = 3

// apart is how many letters two names differ by, without regard to case. One that is
// a part of the other was only not written out.
func apart(a, b string) int {
	a, b = strings.ToLower(bounded(a)), strings.ToLower(bounded(b))
	if min(len(a), len(b)) >= leastPart && (strings.Contains(b, a) || strings.Contains(a, b)) {
		return 1
	}
	return levenshtein.ComputeDistance(a, b)
}

func bounded(s string) string {
	if letters := []rune(s); len(letters) > mostLetters {
		return string(letters[:mostLetters])
	}
	return s
}

// Candidates are the things of a kind that a name may have meant.
func (d *Data) Candidates(kind rbac.Kind) []Candidate {
	switch kind {
	case rbac.KindUser:
		return d.people()
	case rbac.KindApplication:
		return d.applications()
	}
	var list []Candidate
	of := Of(kind)
	for _, r := range of.Told(d) {
		if name := of.StoredName(d, r); !name.IsZero() {
			list = append(list, Candidate{rbac.Quoted(name), []text.Text{name}})
		}
	}
	return list
}

// applications are said by name, with the id behind it.
func (d *Data) applications() []Candidate {
	var list []Candidate
	for _, a := range d.Directory.Applications() {
		said := a.ID.String()
		if !a.Name.IsZero() {
			said = a.Name.String() + " (" + said + ")"
		}
		list = append(list, Candidate{said, []text.Text{a.Name, a.ID.Text}})
	}
	for _, id := range d.Graph.Applications() {
		if _, listed := d.Directory.Application(id); !listed && !id.IsZero() {
			list = append(list, Candidate{id.String(), []text.Text{id.Text}})
		}
	}
	return list
}

// people are said by email address, or by id where they have none.
func (d *Data) people() []Candidate {
	var list []Candidate
	for _, u := range d.Directory.Users() {
		said := FirstOf(u.Email, u.ID.Text)
		list = append(list, Candidate{said.String(), []text.Text{u.Email, u.Name, u.ID.Text}})
	}
	for _, id := range d.Graph.Users() {
		if _, listed := d.Directory.User(id); !listed {
			list = append(list, Candidate{id.String(), []text.Text{id.Text}})
		}
	}
	return list
}
