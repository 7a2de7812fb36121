package tenant

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"authzx/internal/rbac"
)

// Keys are the same for states that history takes for one: graph for equal graphs,
// switches for equal switches. The latter is empty where they, or the names of people
// and applications, were not read.
func Keys(s State) (graph, switches string, err error) {
	d := s.Graph.Document()
	doc, err := json.Marshal(rbac.Document{Groups: orEmpty(d.Groups), Roles: orEmpty(d.Roles), Permissions: orEmpty(d.Permissions)})
	if err != nil {
		return "", "", err
	}
	settings, _ := s.Directory.Settings()
	named := !s.Directory.UsersExtent().At.IsZero() && !s.Directory.ApplicationsExtent().At.IsZero()
	if settings.Switches != nil && named {
		all, _ := savedSettings(s.Directory)
		set, err := json.Marshal(all)
		if err != nil {
			return "", "", err
		}
		switches = digest(set)
	}
	return digest(doc), switches, nil
}

// Kept is a state as history keeps it: a snapshot that holds of the directory only
// ids, names and email addresses.
func Kept(s State) ([]byte, error) {
	d := s.Graph.Document()
	out := snapshot{
		Groups: orEmpty(d.Groups), Roles: orEmpty(d.Roles), Permissions: orEmpty(d.Permissions),
		BaseURL: s.BaseURL, Taken: s.Graph.At().UTC(),
	}
	out.UsersWhole = s.Directory.UsersExtent().Complete
	out.Configuration, _ = savedSettings(s.Directory)
	for _, p := range s.Directory.Users() {
		out.Users = append(out.Users, snapshotUser{ID: p.ID, Name: p.Name, Email: p.Email})
	}
	for _, a := range s.Directory.Applications() {
		out.Applications = append(out.Applications, snapshotApplication(rbac.Application{ID: a.ID, Name: a.Name}))
	}
	for _, c := range s.Directory.Connections() {
		out.Connections = append(out.Connections, snapshotConnection(rbac.Connection{Name: c.Name, Strategy: c.Strategy}))
	}
	return json.Marshal(out)
}

// digest is short, and the same for equal documents only.
func digest(b []byte) string {
	sum := sha256.Sum256(b)
	const enough = 6
	return hex.EncodeToString(sum[:enough])
}
