package rbac

import "fmt"

// Effect is what lies between two graphs: who gains and who loses which
// permission, logins not regarded.
type Effect struct {
	// Users are those who gain or lose any, in the order of Users of the graph
	// before, then those who are new.
	Users []UserEffect
}

// UserEffect is what one user gains and loses, in stored order.
type UserEffect struct {
	User         UserID
	Gained, Lost []PermissionID
}

// Diff works out the effect of going from one graph to another. Between a
// graph and an overlay of it only those users are looked at whom the changes can
// concern.
func Diff(before, after *Graph) Effect {
	switch {
	case before == after:
		return Effect{}
	case !related(before, after):
		return Effect{diffAll(before, after)}
	}
	return Effect{effects(before, after)}
}

// Reversed is the effect of going back.
func (e Effect) Reversed() Effect {
	users := make([]UserEffect, len(e.Users))
	for i, u := range e.Users {
		users[i] = UserEffect{u.User, u.Lost, u.Gained}
	}
	return Effect{users}
}

// Counts are how many users gain anything and how many different permissions
// that is, and the same for losing.
func (e Effect) Counts() (gaining, gained, losing, lost int) {
	up, down := make(map[PermissionID]struct{}), make(map[PermissionID]struct{})
	for _, u := range e.Users {
		if len(u.Gained) > 0 {
			gaining++
		}
		if len(u.Lost) > 0 {
			losing++
		}
		for _, id := range u.Gained {
			up[id] = struct{}{}
		}
		for _, id := range u.Lost {
			down[id] = struct{}{}
		}
	}
	return gaining, len(up), losing, len(down)
}

// String says the counts in a line, such as "17 users gain 3 permissions, 2
// users lose 1 permission".
func (e Effect) String() string {
	gaining, gained, losing, lost := e.Counts()
	switch {
	case gaining == 0 && losing == 0:
		return "no user gains or loses a permission"
	case losing == 0:
		return does(gaining, "gain", gained)
	case gaining == 0:
		return does(losing, "lose", lost)
	default:
		return does(gaining, "gain", gained) + ", " + does(losing, "lose", lost)
	}
}

func does(users int, verb string, permissions int) string {
	if users == 1 {
		verb += "s"
	}
	return fmt.Sprintf("%s %s %s", counted(users, "user"), verb, counted(permissions, "permission"))
}
