package plan

import (
	"authzx/internal/endpoint"
	"authzx/internal/rbac"
)

// tieRoutes are the requests that make and part ties of a kind; none for
// permissions, which a role's own request carries.
func tieRoutes(of rbac.TieKind) (add, remove endpoint.ID) {
	switch of {
	case rbac.TieMember:
		return endpoint.GroupsMembersAdd, endpoint.GroupsMembersRemove
	case rbac.TieNested:
		return endpoint.GroupsNestedAdd, endpoint.GroupsNestedRemove
	case rbac.TieGrant:
		return endpoint.GroupsRolesAdd, endpoint.GroupsRolesRemove
	case rbac.TieAssignment:
		return endpoint.UsersRolesAdd, endpoint.UsersRolesRemove
	}
	return "", ""
}

func tieRoute(t rbac.Tie) endpoint.ID {
	add, remove := tieRoutes(t.Of)
	if t.Cut {
		return remove
	}
	return add
}

// tieOf is the kind of tie that a request makes or parts, lists of ids apart;
// false for other requests.
func tieOf(route endpoint.ID) (t rbac.Tie, ok bool) {
	for _, of := range rbac.TieKinds() {
		switch add, remove := tieRoutes(of); route {
		case "":
		case add:
			return rbac.Tie{Of: of}, true
		case remove:
			return rbac.Tie{Of: of, Cut: true}, true
		}
	}
	return rbac.Tie{}, false
}

// OnlyAdds reports whether the requests for changes name what is added to lists and nothing
// else: they leave what is there as it is, whoever put it there. A role's permissions are
// sent whole.
func OnlyAdds(changes []rbac.Change) bool {
	for _, c := range changes {
		t, ok := c.(rbac.Tie)
		if !ok || t.Cut || t.Of == rbac.TiePermission {
			return false
		}
	}
	return true
}
