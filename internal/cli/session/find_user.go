package session

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
)

// User finds the user that an id or an email address means. An id that nothing
// mentions is remarked; an address that nobody has is an error.
func (p *State) User(ctx context.Context, given string) (rbac.UserID, error) {
	id, found, err := p.lookUp(ctx, given)
	switch {
	case err != nil || found:
	case p.isID(rbac.KindUser, given):
		p.unmentioned("no such user "+output.Quoted(given), given)
	default:
		err = p.Absent(ctx, given, rbac.KindUser)
	}
	return id, err
}

// unmentioned remarks what nothing mentions, once.
func (p *State) unmentioned(words, given string) {
	if p.remark(words) {
		p.noteEscapes(given)
	}
}

// noteEscapes says that what nothing is called holds percent escapes.
func (p *State) noteEscapes(given string) {
	more := ""
	if plain, err := url.PathUnescape(given); err == nil {
		more = "; write " + output.Quoted(plain) + " if they are escapes"
	}
	p.Run.NoteEscapes(given, more)
}

// lookUp finds the user that an id or an email address means, and says whether
// there is one.
func (p *State) lookUp(ctx context.Context, given string) (id rbac.UserID, known bool, err error) {
	id = rbac.User(given)
	if given == "" {
		return id, false, command.Usagef("the user's id is empty")
	}
	if _, known := p.Directory.User(id); known || p.Graph.HasUser(id) {
		return id, true, nil
	}
	found := p.Directory.UsersWithEmail(text.New(given))
	switch {
	case isEmail(given):
		found, err = p.everyOne(ctx, given, found)
	case len(found) == 0 && p.Connected():
		found, err = p.searchID(ctx, id)
	}
	switch {
	case err != nil:
		return id, false, err
	case len(found) == 0:
		return id, false, nil
	case len(found) == 1:
		return found[0], true, nil
	}
	return id, false, command.Usagef("several users have the email address %s; use one of the ids %s", output.Quoted(given), joinIDs(found))
}

// everyOne finds all users with an email address, of whom listed are in the list
// that was read: where that is not whole, the address of one in it may be that of
// others too.
func (p *State) everyOne(ctx context.Context, email string, listed []rbac.UserID) ([]rbac.UserID, error) {
	if p.singly++; p.singly > mostSingly && p.Connected() {
		if err := p.need(ctx, tenant.PartUsers); err != nil {
			return nil, err
		}
		listed = p.Directory.UsersWithEmail(text.New(email))
	}
	switch {
	case p.Directory.UsersExtent().Complete:
		return listed, nil
	case p.Connected():
		return p.searchEmail(ctx, email)
	case len(listed) > 0:
		p.remark("the saved list of users is incomplete: others may share an email address")
	}
	return listed, nil
}

// isEmail tells an address from an id, which names its provider before a bar.
func isEmail(given string) bool {
	at := strings.LastIndexByte(given, '@')
	return at > 0 && at < len(given)-1 && !strings.Contains(given, "|")
}

// searchEmail asks the tenant: its lists end after a thousand users.
func (p *State) searchEmail(ctx context.Context, email string) ([]rbac.UserID, error) {
	escaped := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(email)
	if _, err := p.From.Tenant.SearchUsers(ctx, text.New(`email:"`+escaped+`"`)); err != nil {
		return nil, fmt.Errorf("looking for the user %s: %w", output.Quoted(email), err)
	}
	// A search may find more than was asked for: the directory compares.
	p.Directory = p.From.State().Directory
	return p.Directory.UsersWithEmail(text.New(email)), nil
}

// searchID asks the tenant for a user whom no group and no role mentions.
func (p *State) searchID(ctx context.Context, id rbac.UserID) ([]rbac.UserID, error) {
	if p.singly++; p.singly > mostSingly {
		if err := p.need(ctx, tenant.PartUsers); err != nil {
			return nil, err
		}
	}
	if p.read&tenant.PartUsers != 0 {
		if _, listed := p.Directory.User(id); listed {
			return []rbac.UserID{id}, nil
		}
		return nil, nil
	}
	if _, err := p.From.Tenant.ReadUser(ctx, id); err != nil {
		return nil, context.Cause(ctx)
	}
	p.Directory = p.From.State().Directory
	return []rbac.UserID{id}, nil
}

// LookUp finds the user that an id or an email address means, and says whether there is
// one.
func (p *State) LookUp(ctx context.Context, given string) (id rbac.UserID, known bool, err error) {
	return p.lookUp(ctx, given)
}
