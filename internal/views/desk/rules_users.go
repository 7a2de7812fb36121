package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"authzx/internal/rbac"
	"authzx/internal/rulebook"
	"authzx/internal/text"
)

// People finds whom a file of tests and rules names: in the list of users and, where that
// is not whole, by asking the tenant about each once.
type People struct {
	desk   *Desk
	loaded bool // the tenant was read to the end once, or as far as it can be
	mu     sync.Mutex
	found  map[text.Text][]rbac.UserID // whom the tenant gave; none: nobody
}

func newPeople(d *Desk) *People {
	return &People{desk: d, found: map[text.Text][]rbac.UserID{}}
}

// Forget has the tenant asked again about whom it didn't have.
func (p *People) Forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for given, ids := range p.found {
		if len(ids) == 0 {
			delete(p.found, given)
		}
	}
}

// Coming reports whether the list of users is still on its way: before it is there,
// everybody would be asked about.
func (p *People) Coming() bool { return p.desk.Can.Search != nil && !p.loaded }

// among finds people among those that data has, and beyond.
func (p *People) among(ctx context.Context, d *Data) rulebook.People {
	listed := rulebook.Listed(d.Graph, d.Directory)
	search := p.desk.Can.Search
	return func(given text.Text) (rbac.UserID, bool, error) {
		words := `user_id:"` + QuotedTerm(given.Raw()) + `"`
		email := strings.Contains(given.Raw(), "@") && !strings.Contains(given.Raw(), "|")
		if email {
			words = `email:"` + QuotedTerm(given.Raw()) + `"`
		}
		id, known, err := listed(given)
		// Others may share an address, where the list of users is not whole.
		if search == nil || d.Directory.UsersExtent().Complete || known && (!email || id.Text == given) {
			return id, known, err
		}
		ids, err := p.ask(ctx, given, words)
		if err != nil {
			return id, false, fmt.Errorf("looking for the user %s: %w", rbac.Quoted(given), err)
		}
		return rulebook.TheOne(given, ids)
	}
}

// ask asks the tenant, unless it has answered before.
func (p *People) ask(ctx context.Context, given text.Text, words string) ([]rbac.UserID, error) {
	p.mu.Lock()
	ids, asked := p.found[given]
	p.mu.Unlock()
	if asked {
		return ids, nil
	}
	answer, err := p.desk.Can.Search.SearchUsers(ctx, text.New(words))
	if err != nil {
		return nil, err
	}
	// A search may find more than was asked for.
	for _, u := range answer.Users {
		if same := u.ID.Text == given || u.Email.Lower() == given.Lower(); same && !slices.Contains(ids, u.ID) {
			ids = append(ids, u.ID)
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.found[given] = ids
	return ids, nil
}

// QuotedTerm is a value inside the quotation marks of a search on the server.
func QuotedTerm(raw string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(raw)
}
