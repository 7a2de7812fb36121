package rbac

import (
	"errors"
	"strings"
)

// Lack is a list that could not be read, or not to its end: what it does not hold may
// be there all the same.
type Lack struct {
	Of  Kind // what is listed
	Err error
}

// Lacks are the lists of the graph that could not be read.
func (m Missing) Lacks() []Lack {
	return lacks(Lack{KindGroup, m.Groups}, Lack{KindRole, m.Roles}, Lack{KindPermission, m.Permissions})
}

// Lacks are the lists of the directory whose last reading failed.
func (d *Directory) Lacks() []Lack {
	return lacks(
		Lack{KindUser, d.UsersExtent().Err},
		Lack{KindApplication, d.ApplicationsExtent().Err},
		Lack{KindConnection, d.ConnectionsExtent().Err},
	)
}

func lacks(all ...Lack) []Lack {
	var list []Lack
	for _, l := range all {
		if l.Err != nil {
			list = append(list, l)
		}
	}
	return list
}

// LeftOut is why a list is missing that the document doesn't hold.
type LeftOut Kind

// Error names the list.
func (k LeftOut) Error() string { return "the file holds no " + string(k) + "s" }

// LeftOut are the lists that the document doesn't hold.
func (d Document) LeftOut() Missing {
	var m Missing
	if d.Groups == nil {
		m.Groups = LeftOut(KindGroup)
	}
	if d.Roles == nil {
		m.Roles = LeftOut(KindRole)
	}
	if d.Permissions == nil {
		m.Permissions = LeftOut(KindPermission)
	}
	return m
}

// Words names the lists that are missing, as in "groups and roles could not be read".
func (m Missing) Words() string { return Unread(m.Lacks()) }

// Unread names the lists that could not be read; empty where all could.
func Unread(lacks []Lack) string {
	if len(lacks) == 0 {
		return ""
	}
	lists, what := make([]string, len(lacks)), "could not be read"
	for i, l := range lacks {
		lists[i] = string(l.Of) + "s"
		if _, absent := errors.AsType[LeftOut](l.Err); absent {
			what = "are not in the file"
		}
	}
	last := len(lists) - 1
	if last == 0 {
		return lists[0] + " " + what
	}
	return strings.Join(lists[:last], ", ") + " and " + lists[last] + " " + what
}
