package session

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"authzx/internal/catalog"
	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
)

// absent is the error of a name that nothing has, with what comes nearest. What it
// is a name of stands before it: `group`, `user with the email address`.
func absent(of, given string, all []catalog.Candidate) error {
	return &command.NotFoundError{Words: fmt.Sprintf("there is no %s %s%s", of, output.Quoted(given), catalog.Nearest(given, all))}
}

// Absent is the error of a name that nothing of some kinds has, with what comes nearest.
func (p *State) Absent(ctx context.Context, given string, kinds ...rbac.Kind) error {
	words := make([]string, len(kinds))
	var all []catalog.Candidate
	for i, kind := range kinds {
		words[i] = string(kind)
		if kind == rbac.KindUser {
			if err := p.need(ctx, tenant.PartUsers); err != nil {
				return err
			}
			if len(kinds) == 1 && isEmail(given) {
				words[i] = "user with the email address"
			}
		}
		all = append(all, p.known().Candidates(kind)...)
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
