package session

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"authzx/internal/catalog"
	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

// mostNear is how many names are offered in place of one that is not there.
const mostNear = 3

// mostLetters is how much of a name is compared: strangers choose how long they are.
const mostLetters = 100

// candidate is what may have been meant: how it is said, and by what it is known.
type candidate struct {
	said string
	by   []text.Text
}

// absent is the error of a name that nothing has, with what comes nearest. What it
// is a name of stands before it: `group`, `user with the email address`.
func absent(of, given string, all []candidate) error {
	words := fmt.Sprintf("there is no %s %s", of, output.Quoted(given))
	if near := nearest(given, all); len(near) > 0 {
		words += "; nearest: " + strings.Join(near, ", ")
	}
	return &command.NotFoundError{Words: words}
}

// Absent is the error of a name that nothing of some kinds has, with what comes nearest.
func (p *State) Absent(ctx context.Context, given string, kinds ...rbac.Kind) error {
	words := make([]string, len(kinds))
	var all []candidate
	for i, kind := range kinds {
		words[i] = string(kind)
		if kind != rbac.KindUser {
			all = append(all, p.named(kind)...)
			continue
		}
		if err := p.need(ctx, tenant.PartUsers); err != nil {
			return err
		}
		all = append(all, p.people()...)
		if len(kinds) == 1 && isEmail(given) {
			words[i] = "user with the email address"
		}
	}
	of, last := strings.Join(words[:len(words)-1], ", "), words[len(words)-1]
	if of != "" {
		last = of + " or " + last
	}
	err := absent(last, given, all)
	if slices.Contains(kinds, rbac.KindUser) && !p.Connected() && len(p.Directory.Users()) == 0 {
		return &command.HintError{Cause: err, Hint: "the snapshot has no list of users; use an id, or --users FILE"}
	}
	return err
}

// nearest are the few candidates that a name is most like, each said once.
func nearest(given string, all []candidate) []string {
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
	return said
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

// named are the groups, roles or permissions that a name may have meant.
func (p *State) named(kind rbac.Kind) []candidate {
	var list []candidate
	of, known := catalog.Of(kind), p.known()
	for _, r := range of.Told(known) {
		if name := of.StoredName(known, r); !name.IsZero() {
			list = append(list, candidate{rbac.Quoted(name), []text.Text{name}})
		}
	}
	return list
}

// applications are those that a name may have meant.
func (p *State) applications() []candidate {
	var list []candidate
	for _, a := range p.Directory.Applications() {
		list = append(list, candidate{output.ApplicationLine(p.Directory, a.ID), []text.Text{a.Name, a.ID.Text}})
	}
	for _, id := range p.Graph.Applications() {
		if _, listed := p.Directory.Application(id); !listed && !id.IsZero() {
			list = append(list, candidate{id.String(), []text.Text{id.Text}})
		}
	}
	return list
}

// people are those whom an address or a name may have meant.
func (p *State) people() []candidate {
	var list []candidate
	for _, u := range p.Directory.Users() {
		said := u.Email.String()
		if u.Email.IsZero() {
			said = u.ID.String()
		}
		list = append(list, candidate{said, []text.Text{u.Email, u.Name, u.ID.Text}})
	}
	for _, id := range p.Graph.Users() {
		if _, listed := p.Directory.User(id); !listed {
			list = append(list, candidate{id.String(), []text.Text{id.Text}})
		}
	}
	return list
}
