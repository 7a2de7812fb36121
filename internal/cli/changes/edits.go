package changes

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"authzx/internal/cli/command"
	"authzx/internal/cli/session"
	"authzx/internal/rbac"
)

// edit is one change as the command line, or a line of CSV, names it.
type edit struct {
	kind        editKind
	left, right string
	pair        string // both, as a flag holds them, where they are not told apart yet
	at          string // where it stands, for messages
}

// editKind is what an edit does to the two things that it names.
type editKind struct {
	name, help string // of its flag
	of         rbac.TieKind
	cut        bool
}

// editKinds are the edits that a plan can be made of, each with its opposite
// behind it.
func editKinds() []editKind {
	return []editKind{
		{"add-member", "add a user to a group", rbac.TieMember, false},
		{"remove-member", "remove a user from a group", rbac.TieMember, true},
		{"nest", "nest a group in another", rbac.TieNested, false},
		{"unnest", "unnest a group", rbac.TieNested, true},
		{"grant", "grant a role to a group", rbac.TieGrant, false},
		{"revoke", "revoke a role from a group", rbac.TieGrant, true},
		{"assign", "assign a role to a user", rbac.TieAssignment, false},
		{"unassign", "unassign a role from a user", rbac.TieAssignment, true},
		{"add-permission", "add a permission to a role", rbac.TiePermission, false},
		{"remove-permission", "remove a permission from a role", rbac.TiePermission, true},
	}
}

// editValue is the value of a flag that adds an edit: LEFT=RIGHT.
type editValue struct {
	kind editKind
	to   *planFlags
}

func (v editValue) String() string { return "" }

func (v editValue) Type() string {
	left, right := v.kind.of.Ends()
	return strings.ToUpper(string(left.Kind) + "=" + string(right.Kind))
}

// Set keeps the value whole: only a tenant tells which sign of equality parts it.
func (v editValue) Set(given string) error {
	if len(cuts(given)) == 0 {
		return fmt.Errorf("give %s", v.Type())
	}
	v.to.edits = append(v.to.edits, edit{kind: v.kind, pair: given, at: "--" + v.kind.name})
	return nil
}

// parted is an edit with its two sides told apart.
func (e edit) parted(ctx context.Context, p *session.State) (edit, error) {
	if e.pair == "" {
		return e, nil
	}
	left, right := e.kind.of.Ends()
	one, err := parted(e.pair, string(left.Kind), string(right.Kind), known(ctx, p, left.Kind), known(ctx, p, right.Kind))
	if err != nil {
		return e, fmt.Errorf("%w; use --csv for names and ids that contain =", err)
	}
	e.left, e.right = one.left, one.right
	return e, nil
}

// changes are the edits with the things that they name found. All that can't be
// found are told at once.
func changes(ctx context.Context, p *session.State, edits []edit) ([]rbac.Change, error) {
	var changes []rbac.Change
	var faults []error
	for _, e := range edits {
		e, err := e.parted(ctx, p)
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", e.at, err))
			continue
		}
		leftEnd, rightEnd := e.kind.of.Ends()
		left, leftErr := p.Named(ctx, leftEnd.Kind, e.left)
		right, rightErr := p.Named(ctx, rightEnd.Kind, e.right)
		for _, err := range []error{leftErr, rightErr} {
			if err != nil {
				faults = append(faults, fmt.Errorf("%s: %w", e.at, err))
			}
		}
		if leftErr == nil && rightErr == nil {
			changes = append(changes, rbac.Tie{Of: e.kind.of, Left: left, Right: right, Cut: e.kind.cut})
		}
	}
	if len(faults) > 0 {
		return nil, &command.UsageError{Cause: errors.Join(faults...)}
	}
	return changes, nil
}
