package tenant

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// gambler makes tenants and changes at random, the same for the same seed.
type gambler struct {
	*rand.Rand
	names int
}

func newGambler(seed uint64) *gambler { return &gambler{Rand: rand.New(rand.NewPCG(seed, 11))} }

// Kinds of ids, told apart by a digit.
const (
	aGroup = 1 + iota
	aRole
	aPermission
	aMapping
)

// pool is how many ids of a kind there are; the last one leads nowhere.
const pool = 7

func guid(kind, n int) text.Text {
	return text.New(fmt.Sprintf("00000000-0000-4000-8000-%06d%06d", kind, n))
}

func (g *gambler) group() rbac.GroupID { return rbac.GroupID{Text: guid(aGroup, g.IntN(pool))} }
func (g *gambler) role() rbac.RoleID   { return rbac.RoleID{Text: guid(aRole, g.IntN(pool))} }
func (g *gambler) permission() rbac.PermissionID {
	return rbac.PermissionID{Text: guid(aPermission, g.IntN(pool))}
}
func (g *gambler) user() rbac.UserID { return rbac.User(fmt.Sprintf("auth0|u%d", g.IntN(8))) }
func (g *gambler) application() rbac.ClientID {
	return rbac.Client([]string{"app-a", "app-b"}[g.IntN(2)])
}

func (g *gambler) name() text.Text {
	g.names++
	return text.New(fmt.Sprintf("%s %d", []string{"Name", "na,me", "ŁÓDŹ\u202e", "⟨x⟩ \"q\""}[g.IntN(4)], g.names))
}

func take[T comparable](g *gambler, most int, one func() T) []T {
	n := g.IntN(most+2) - 1
	if n < 0 {
		return nil // the list is absent, which is something else than empty
	}
	list := []T{}
	for range n {
		list = append(list, one())
	}
	return list
}

// tenant has cycles, groups nested in themselves, ids that lead nowhere and
// repeats in lists.
func (g *gambler) tenant() rbac.Document {
	var d rbac.Document
	kind := text.New(rbac.TypeClient)
	for n := range pool - 1 {
		group := rbac.Group{ID: rbac.GroupID{Text: guid(aGroup, n)}, Name: g.name(), Description: text.New("d")}
		group.Members, group.Nested, group.Roles = take(g, 3, g.user), take(g, 2, g.group), take(g, 2, g.role)
		for m := range g.IntN(3) {
			group.Mappings = append(group.Mappings, rbac.Mapping{ID: rbac.MappingID{Text: guid(aMapping, 10*n+m)}, GroupName: g.name(), Connection: text.New("corp")})
		}
		d.Groups = append(d.Groups, group)
		permission := rbac.Permission{ID: rbac.PermissionID{Text: guid(aPermission, n)}, Name: g.name(), Description: text.New("d"), ApplicationType: kind, Application: g.application()}
		d.Permissions = append(d.Permissions, permission)
	}
	for n := range pool - 1 {
		app := g.application()
		role := rbac.Role{ID: rbac.RoleID{Text: guid(aRole, n)}, Name: g.name(), Description: text.New("d"), ApplicationType: kind, Application: app, Users: take(g, 2, g.user)}
		role.Permissions = []rbac.PermissionID{}
		for _, id := range take(g, 4, g.permission) {
			for _, p := range d.Permissions {
				if p.ID == id && p.Application == app {
					role.Permissions = append(role.Permissions, id)
				}
			}
		}
		d.Roles = append(d.Roles, role)
	}
	return d
}

// change is one change that may fit the graph; id is free for what it creates.
func (g *gambler) change(graph *rbac.Graph, id text.Text) rbac.Change {
	d, kind := text.New(fmt.Sprintf("described %d", g.IntN(100))), text.New(rbac.TypeClient)
	group := func() rbac.GroupID {
		return pick(g, graph.Groups(), func(r rbac.Group) rbac.GroupID { return r.ID }, g.group)
	}
	role := func() rbac.RoleID {
		return pick(g, graph.Roles(), func(r rbac.Role) rbac.RoleID { return r.ID }, g.role)
	}
	permission := func() rbac.PermissionID {
		return pick(g, graph.Permissions(), func(r rbac.Permission) rbac.PermissionID { return r.ID }, g.permission)
	}
	mapping := func(of rbac.GroupID) rbac.MappingID {
		r, _ := graph.Group(of)
		return pick(g, r.Mappings, func(m rbac.Mapping) rbac.MappingID { return m.ID }, func() rbac.MappingID { return rbac.MappingID{Text: guid(aMapping, 999)} })
	}
	switch of := group(); g.IntN(24) {
	case 0:
		return rbac.CreateGroup{Ref: rbac.GroupID{Text: id}, Name: g.name(), Description: d}
	case 1:
		return rbac.EditGroup{Group: of, Name: g.name(), Description: d}
	case 2:
		return rbac.DeleteGroup{Group: of}
	case 3, 4:
		return rbac.AddMember(of, g.user())
	case 5, 6:
		return rbac.RemoveMember(of, g.user())
	case 7:
		return rbac.AddNested(of, group())
	case 8:
		return rbac.RemoveNested(of, group())
	case 9:
		return rbac.GrantRole(of, role())
	case 10:
		return rbac.RevokeRole(of, role())
	case 11:
		return rbac.AddMapping{Group: of, Ref: rbac.MappingID{Text: id}, GroupName: g.name(), Connection: text.New("corp")}
	case 12:
		return rbac.RemoveMapping{Group: of, Mapping: mapping(of)}
	case 13:
		return rbac.EditMapping{Group: of, Mapping: mapping(of), Ref: rbac.MappingID{Text: id}, GroupName: g.name(), Connection: text.New("idp")}
	case 14:
		return rbac.CreateRole{Ref: rbac.RoleID{Text: id}, Name: g.name(), Description: d, ApplicationType: kind, Application: g.application(), Permissions: take(g, 2, permission)}
	case 15:
		return rbac.EditRole{Role: role(), Name: g.name(), Description: d}
	case 16:
		return rbac.DeleteRole{Role: role()}
	case 17:
		return rbac.AddPermission(role(), permission())
	case 18:
		return rbac.RemovePermission(role(), permission())
	case 19:
		return rbac.AssignRole(g.user(), role())
	case 20:
		return rbac.UnassignRole(g.user(), role())
	case 21:
		return rbac.CreatePermission{Ref: rbac.PermissionID{Text: id}, Name: g.name(), Description: d, ApplicationType: kind, Application: g.application()}
	case 22:
		return rbac.EditPermission{Permission: permission(), Name: g.name(), Description: d}
	default:
		return rbac.DeletePermission{Permission: permission()}
	}
}

func pick[R, K any](g *gambler, list []R, id func(R) K, other func() K) K {
	if len(list) == 0 || g.IntN(8) == 0 {
		return other()
	}
	return id(list[g.IntN(len(list))])
}

// changes are some that can be carried out one after another.
func (g *gambler) changes(t testing.TB, graph *rbac.Graph, n int) []rbac.Change {
	t.Helper()
	var list []rbac.Change
	for range n {
		c := g.change(graph, plan.NextID(list))
		p, err := plan.Compile(graph, rbac.Settings{}, []rbac.Change{c})
		if err != nil {
			continue
		}
		list, graph = append(list, c), p.After
	}
	return list
}
