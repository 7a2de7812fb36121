package exit

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// class are users who get the same at every login, because the same groups and
// roles list them.
type class struct {
	user  rbac.UserID // who stands for them
	size  int
	authz json.RawMessage // what the user's metadata holds; nil for none
	none  bool            // no group and no role lists them
}

// direct are the groups and roles that list a user, in stored order.
type direct struct {
	groups []rbac.GroupID
	roles  []rbac.RoleID
}

func (d direct) key() string {
	var b strings.Builder
	for _, id := range d.groups {
		b.WriteString("g" + id.Raw() + "\x00")
	}
	for _, id := range d.roles {
		b.WriteString("r" + id.Raw() + "\x00")
	}
	return b.String()
}

// memberships are the direct memberships of everybody who has any.
func memberships(g *rbac.Graph) map[rbac.UserID]direct {
	all := map[rbac.UserID]direct{}
	for _, group := range g.Groups() {
		for _, user := range group.Members {
			d := all[user]
			if n := len(d.groups); n == 0 || d.groups[n-1] != group.ID {
				d.groups = append(d.groups, group.ID)
				all[user] = d
			}
		}
	}
	for _, role := range g.Roles() {
		for _, user := range role.Users {
			d := all[user]
			if n := len(d.roles); n == 0 || d.roles[n-1] != role.ID {
				d.roles = append(d.roles, role.ID)
				all[user] = d
			}
		}
	}
	return all
}

// nobody stands for users whom nothing mentions, where none is known.
const nobody = "auth0|nobody"

// classes divides everybody. metadata is what is written for each user by an
// engine's plan: who differs in it is proved apart.
func (s Source) classes(metadata map[rbac.UserID]json.RawMessage) []class {
	direct := memberships(s.Graph)
	var list []class
	at := map[string]int{}
	add := func(user rbac.UserID, size int) {
		d := direct[user]
		key := d.key() + "\x01" + string(metadata[user])
		n, known := at[key]
		if !known {
			n = len(list)
			at[key] = n
			list = append(list, class{user: user, authz: metadata[user], none: len(d.groups)+len(d.roles) == 0})
		}
		list[n].size += size
		if !plainID(user) && plainID(list[n].user) {
			list[n].user = user // an id that needs escaping proves more
		}
	}
	people := s.people()
	for _, user := range people {
		add(user, 1)
	}
	for _, user := range s.strangers(people, metadata) {
		add(user, 1)
	}
	if _, known := at["\x01"]; !known {
		add(rbac.User(nobody), 1)
	}
	return list
}

// strangers are the users whom only a plan names: what it writes for them counts too.
func (s Source) strangers(people []rbac.UserID, metadata map[rbac.UserID]json.RawMessage) []rbac.UserID {
	known := make(map[rbac.UserID]bool, len(people))
	for _, id := range people {
		known[id] = true
	}
	return slices.DeleteFunc(sortedUsers(metadata), func(id rbac.UserID) bool { return known[id] || s.gone(id) || !possible(id.Text) })
}

func sortedUsers(of map[rbac.UserID]json.RawMessage) []rbac.UserID {
	return slices.SortedFunc(maps.Keys(of), func(a, b rbac.UserID) int { return strings.Compare(a.Raw(), b.Raw()) })
}

func plainID(id rbac.UserID) bool {
	return !strings.ContainsFunc(id.Raw(), func(r rune) bool {
		return r > '~' || r <= ' ' || strings.ContainsRune(`/?#%&+"\`, r)
	})
}

// entry is an application, or several that give the same, by one of them.
type entry struct {
	application rbac.ClientID
	covers      int
}

func (s Source) entries() []entry {
	used := map[rbac.ClientID]bool{}
	for _, r := range s.Graph.Roles() {
		used[r.Application] = true
	}
	var list []entry
	idle := entry{application: rbac.Client("unknown-application")}
	for _, id := range s.applications() {
		switch {
		case used[id]:
			list = append(list, entry{id, 1})
		default:
			idle.application = id
			idle.covers++
		}
	}
	idle.covers = max(idle.covers, 1)
	return append(list, idle)
}

// door is a connection, or several that no mapping names, by one of them, with the
// sets of groups that its identity provider may report.
type door struct {
	connection rbac.Connection
	covers     int
	sets       []Reported
	singles    []Reported // one mapped group each
}

// unmapped is a group that no mapping names, if anybody is reasonable.
const unmapped = "a group that nothing maps"

func (s Source) doors() []door {
	var list []door
	idle := door{connection: rbac.Connection{Name: text.New("another-connection")}}
	for _, name := range s.connections() {
		mapped := s.mappedOn(name)
		connection, known := s.Directory.Connection(name)
		if !known {
			connection = rbac.Connection{Name: name}
		}
		if len(mapped) == 0 {
			idle.connection = connection
			idle.covers++
			continue
		}
		list = append(list, doorOf(connection, mapped))
	}
	idle.covers = max(idle.covers, 1)
	idle.sets = []Reported{{}, reportedList(text.New(unmapped))}
	return append(list, idle)
}

// mappedOn are the group names that mappings of a connection name, each once.
func (s Source) mappedOn(connection text.Text) []text.Text {
	var names []text.Text
	for _, m := range s.Graph.Mappings().On(connection) {
		names = append(names, m.Mapping.GroupName)
	}
	return union(names, nil)
}

func doorOf(connection rbac.Connection, mapped []text.Text) door {
	d := door{connection: connection, covers: 1}
	joined := make([]string, len(mapped))
	for i, name := range mapped {
		joined[i] = name.Raw()
		d.singles = append(d.singles, reportedList(name))
	}
	all := append([]text.Text{text.New(unmapped)}, mapped...)
	d.sets = []Reported{{}, reportedList(all...), reportedString(text.New(strings.Join(joined, ", ")))}
	return d
}

// oddSets are what no policy takes, and an empty list.
func (p Parameters) oddSets() []Reported {
	sets := []Reported{
		reportedList(), reportedList(text.Text{}), reportedString(text.Text{}), reportedString(text.New("A  B ")),
		reportedOdd("null"), reportedOdd("7"), reportedOdd(`{"a":1}`),
	}
	if p.OnFailure == FailureEmpty {
		return sets // a list that is no list of names would be passed through as it is
	}
	return append(sets, reportedOdd(`["A",7]`))
}

// login is one kind of login: a class of users by a connection with what the
// identity provider reports, at every application.
type login struct {
	class    class
	door     door
	reported Reported
}

func (l login) covers() int { return l.class.size * l.door.covers }

// maxLogins is up to how many logins every mapped group is tried alone with every
// class of users; beyond it only with users whom nothing lists.
const maxLogins = 400_000

// eachLogin visits all kinds of logins, and tells how many classes it is through.
// thinned says that there were too many to try each mapped group alone with every
// class.
func (h holding) eachLogin(classes []class, progress func(done, total int), visit func(login) error) (thinned bool, err error) {
	doors := h.doors()
	singles := 0
	for _, d := range doors {
		singles += len(d.singles)
	}
	thinned = singles*len(classes)*len(h.entries()) > maxLogins
	for n, c := range classes {
		progress(n, len(classes))
		for i, d := range doors {
			sets := d.sets
			if !thinned || c.none {
				sets = append(sets[:len(sets):len(sets)], d.singles...)
			}
			if c.none && i == 0 {
				sets = append(sets[:len(sets):len(sets)], h.oddSets()...)
			}
			for _, set := range sets {
				if err := visit(login{c, d, set}); err != nil {
					return thinned, err
				}
			}
		}
	}
	progress(len(classes), len(classes))
	return thinned, nil
}

// answer is what the graph gives at a login to an application.
func (s Source) answer(user rbac.UserID, connection text.Text, reported []text.Text, application rbac.ClientID) names {
	groups, roles, permissions := s.Graph.Access(rbac.Query{
		User: user, Application: application, Login: &rbac.Login{Connection: connection, IdPGroups: reported},
	}).PolicyNames()
	return names{Groups: groups, Roles: roles, Permissions: permissions}
}
