// Package exit makes the way out of the extension after the end of Auth0 Rules: an
// Action that does at login what the extension's rule did, the files that go with
// it, what would be lost, and the proof that both give the same. It does no I/O.
package exit

import (
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Target is one way out.
type Target string

// The targets. Core and FGA are known, and not written yet.
const (
	TargetAction Target = "action" // an Action that asks the extension's policy
	TargetEngine Target = "engine" // an Action that holds the graph itself
	TargetCore   Target = "core"   // Auth0's own roles and permissions
	TargetFGA    Target = "fga"    // OpenFGA
)

// Targets are all ways, in the order in which to show them.
func Targets() []Target { return []Target{TargetAction, TargetEngine, TargetCore, TargetFGA} }

// Ready reports whether the files of the target can be written.
func (t Target) Ready() bool { return t == TargetAction || t == TargetEngine }

// Keeps says in a phrase what the target is.
func (t Target) Keeps() string {
	switch t {
	case TargetAction:
		return "an Action that asks the extension: works as the rule did, but the extension must keep running"
	case TargetEngine:
		return "an Action with the graph compiled in: needs no extension, but every edit is a deploy"
	case TargetCore:
		return "Auth0's own roles and permissions: nesting is flattened, groups are dropped"
	default:
		return "OpenFGA, another service: applications ask it instead of reading claims"
	}
}

// Kind is a kind of names that a login gets, by the word of claims.
type Kind string

// The kinds.
const (
	Groups      Kind = "groups"
	Roles       Kind = "roles"
	Permissions Kind = "permissions"
)

// Kinds are the three, in the order of the rule.
func Kinds() []Kind { return []Kind{Groups, Roles, Permissions} }

// switches are those of a kind: into the token, into metadata, passed through.
func (k Kind) switches() (inToken, persist, passthrough rbac.Switch) {
	switch k {
	case Groups:
		return rbac.GroupsInToken, rbac.PersistGroups, rbac.GroupsPassthrough
	case Roles:
		return rbac.RolesInToken, rbac.PersistRoles, rbac.RolesPassthrough
	default:
		return rbac.PermissionsInToken, rbac.PersistPermissions, rbac.PermissionsPassthrough
	}
}

// Source is the tenant that is left.
type Source struct {
	Graph     *rbac.Graph
	Directory *rbac.Directory // may be nil
	// Switches are the nine; nil when they are not known.
	Switches map[rbac.Switch]bool
	// BaseURL is the API's address, ending in /api; empty when it is not known.
	BaseURL string
	// TokenURL issues tokens for the API; only Actions with AuthToken need it.
	TokenURL string
	// Earlier are the users for whom earlier plans wrote memberships; nil where no
	// earlier plan is known.
	Earlier []rbac.UserID
	// Command is how authzx is called on this source, and Folder the one written to, as
	// a shell takes them; empty where that is not known.
	Command, Folder string
}

// Problem is why the files of a target can't be written from what was given: a
// flag or the source has to change.
type Problem struct{ What, Hint string }

// Error is what is wrong.
func (p *Problem) Error() string { return p.What }

func problem(hint, format string, args ...any) error {
	return &Problem{What: fmt.Sprintf(format, args...), Hint: hint}
}

// check finds out whether a source will do for a target.
func (s Source) check(target Target) error {
	if m := s.Graph.Missing(); m.Any() {
		return problem("", "%s: an Action made from incomplete data would take access away", m.Words())
	}
	if s.Switches == nil {
		return problem("take a new snapshot, or use an export: both contain the switches",
			"the nine switches of the configuration are unknown")
	}
	if target != TargetAction {
		return nil
	}
	if s.BaseURL == "" {
		return problem("set AUTHZX_BASE_URL, or take a new snapshot", "the extension's URL is unknown")
	}
	return checkAddress("the extension's URL", s.BaseURL)
}

// checkAddress refuses an address to which no secret may be sent.
func checkAddress(what, address string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return problem("", "%s is not a plain URL", what)
	case u.Scheme == "https" || u.Scheme == "http" && loopback(u.Hostname()):
		return nil
	}
	return problem("", "%s does not start with https://", what)
}

func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// extensionURL is the address without /api, as the rule has it.
func (s Source) extensionURL() string {
	return strings.TrimRight(strings.TrimSuffix(strings.TrimRight(s.BaseURL, "/"), "/api"), "/")
}

// people are all users that the graph or the directory knows, less those who are
// gone and ids that no user can have.
func (s Source) people() []rbac.UserID {
	ids := slices.Clone(s.Graph.Users())
	for _, p := range s.Directory.Users() {
		if !s.Graph.HasUser(p.ID) {
			ids = append(ids, p.ID)
		}
	}
	return slices.DeleteFunc(ids, func(id rbac.UserID) bool { return s.gone(id) || !possible(id.Text) })
}

// possible reports whether an id can be one of Auth0's: lone surrogates, which a
// raw import can bring, have no place in an address.
func possible(id text.Text) bool { return utf8.ValidString(id.Raw()) }

func (s Source) gone(id rbac.UserID) bool { return s.Directory.Gone(id) }

// connections are the names of all connections that mappings or the directory name.
func (s Source) connections() []text.Text {
	names := slices.Clone(s.Graph.Mappings().Connections())
	for _, c := range s.Directory.Connections() {
		if !slices.Contains(names, c.Name) {
			names = append(names, c.Name)
		}
	}
	return slices.DeleteFunc(names, text.Text.IsZero)
}

// applications are all that roles, permissions or the directory name.
func (s Source) applications() []rbac.ClientID {
	var ids []rbac.ClientID
	seen := map[rbac.ClientID]bool{{}: true}
	add := func(id rbac.ClientID) {
		if !seen[id] && possible(id.Text) {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	for _, r := range s.Graph.Roles() {
		add(r.Application)
	}
	for _, p := range s.Graph.Permissions() {
		add(p.Application)
	}
	for _, a := range s.Directory.Applications() {
		add(a.ID)
	}
	return ids
}
