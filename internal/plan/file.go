package plan

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// File is a plan as it is kept: the changes, and what they were compiled
// against. It is JSON.
type File struct {
	Tenant  text.Text // its name
	BaseURL string
	Made    time.Time
	Reason  text.Text
	Changes rbac.Changes
	Assumed View // the records that the changes alter, as they were seen
	// Overruled are the rows of a review that say keep, and that the changes take all the same.
	Overruled []Overruled

	name func(rbac.Ref) text.Text
}

// Overruled is a row of a review.
type Overruled struct {
	Line           int               `json:"line"`
	User           rbac.UserID       `json:"user"`
	UserName       text.Text         `json:"user_name,omitzero"`
	Permission     rbac.PermissionID `json:"permission_id"`
	PermissionName text.Text         `json:"permission,omitzero"`
}

// fileVersion is the one version that there is.
const fileVersion = 1

// maxFile bounds a plan file, in bytes.
const maxFile = 64 << 20

// fileFormat is what a plan calls itself; the version beside it is older.
const fileFormat = "authzx.plan/1"

type fileJSON struct {
	Format  string       `json:"format,omitempty"`
	Version int          `json:"authzx_plan"`
	Tenant  text.Text    `json:"tenant,omitzero"`
	BaseURL string       `json:"base_url,omitempty"`
	Made    time.Time    `json:"made,omitzero"`
	Reason  text.Text    `json:"reason,omitzero"`
	Changes namedChanges `json:"changes"`
	Assumed viewJSON     `json:"assumed"`

	Overruled []Overruled `json:"overruled,omitempty"`
}

// viewJSON is a view as lists. Absent names what was not there.
type viewJSON struct {
	Groups        []rbac.Group         `json:"groups,omitempty"`
	Roles         []rbac.Role          `json:"roles,omitempty"`
	Permissions   []rbac.Permission    `json:"permissions,omitempty"`
	Configuration map[rbac.Switch]bool `json:"configuration,omitempty"`
	Absent        []refJSON            `json:"absent,omitempty"`
}

type refJSON struct {
	Kind rbac.Kind `json:"kind"`
	ID   text.Text `json:"id"`
}

// Named is the file with names beside the ids of its changes, as name gives them.
func (f File) Named(name func(rbac.Ref) text.Text) File {
	f.name = name
	return f
}

// namedChanges are changes whose names are written, and not read.
type namedChanges struct {
	rbac.Changes
	name func(rbac.Ref) text.Text
}

// MarshalJSON implements json.Marshaler.
func (n namedChanges) MarshalJSON() ([]byte, error) {
	if n.name == nil {
		return n.Changes.MarshalJSON()
	}
	list := make([]json.RawMessage, len(n.Changes))
	for i, c := range n.Changes {
		one, err := rbac.MarshalNamed(c, n.name)
		if err != nil {
			return nil, err
		}
		list[i] = one
	}
	return json.Marshal(list)
}

// UnmarshalJSON implements json.Unmarshaler.
func (n *namedChanges) UnmarshalJSON(b []byte) error { return n.Changes.UnmarshalJSON(b) }

// File is the plan as a file, without tenant, address, time and reason.
func (p *Plan) File() File {
	refs := Touched(p.Changes)
	for _, ref := range p.Touched() {
		if !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
	}
	return File{Changes: p.Changes, Assumed: Look(p.Before.Document(), p.Settings.Switches, inOrder(p.Before, refs))}
}

// inOrder sorts refs as the graph's lists are, so that a plan compiled against
// the file's records alone comes out the same.
func inOrder(g *rbac.Graph, refs []rbac.Ref) []rbac.Ref {
	wanted := make(map[rbac.Ref]bool, len(refs))
	for _, ref := range refs {
		wanted[ref] = true
	}
	ordered := make([]rbac.Ref, 0, len(refs))
	take := func(ref rbac.Ref) {
		if wanted[ref] {
			delete(wanted, ref)
			ordered = append(ordered, ref)
		}
	}
	for _, r := range g.Groups() {
		take(r.ID.Ref())
	}
	for _, r := range g.Roles() {
		take(r.ID.Ref())
	}
	for _, r := range g.Permissions() {
		take(r.ID.Ref())
	}
	for _, ref := range refs {
		take(ref)
	}
	return ordered
}

// Recompile is the plan as it was compiled first, from the file alone: its
// graphs hold only the records that the changes alter. Their order stays: by it a
// journal tells what was done.
func (f File) Recompile() (*Plan, error) {
	p, err := compile(rbac.Index(f.Assumed.Document()), rbac.Settings{Switches: f.Assumed.Switches(), StorageSize: -1}, f.Changes)
	if err != nil {
		return nil, err
	}
	return p, nil
}

// Write is the file's content.
func (f File) Write() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(f); err != nil {
		return nil, fmt.Errorf("encoding the plan: %w", err)
	}
	return b.Bytes(), nil
}

// MarshalJSON implements json.Marshaler.
func (f File) MarshalJSON() ([]byte, error) {
	changes := f.Changes
	if changes == nil {
		changes = rbac.Changes{}
	}
	return json.Marshal(fileJSON{fileFormat, fileVersion, f.Tenant, f.BaseURL, f.Made, f.Reason, namedChanges{changes, f.name}, f.Assumed.json(), f.Overruled})
}

// UnmarshalJSON implements json.Unmarshaler. Another version and unknown keys
// are errors.
func (f *File) UnmarshalJSON(b []byte) error {
	var version struct {
		Version *int `json:"authzx_plan"`
	}
	if err := json.Unmarshal(b, &version); err != nil {
		return err
	}
	switch {
	case version.Version == nil:
		return errors.New("not a plan: authzx_plan is missing")
	case *version.Version != fileVersion:
		return fmt.Errorf("unknown plan version %d", *version.Version)
	}
	var in fileJSON
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil {
		return err
	}
	if in.Format != "" && in.Format != fileFormat {
		return fmt.Errorf("unknown plan format %s", in.Format)
	}
	*f = File{Tenant: in.Tenant, BaseURL: in.BaseURL, Made: in.Made, Reason: in.Reason, Changes: in.Changes.Changes, Assumed: in.Assumed.view(), Overruled: in.Overruled}
	return nil
}

func (v View) json() viewJSON {
	d := v.Document()
	out := viewJSON{Groups: d.Groups, Roles: d.Roles, Permissions: d.Permissions}
	if switches := v.Switches(); switches != nil {
		// Those that were never set are off: all are written, so that none looks unknown.
		out.Configuration = make(map[rbac.Switch]bool)
		for _, s := range rbac.Switches() {
			out.Configuration[s] = switches[s]
		}
	}
	for _, ref := range v.refs {
		if !v.records[ref].Exists() {
			out.Absent = append(out.Absent, refJSON(ref))
		}
	}
	return out
}

func (in viewJSON) view() View {
	var refs []rbac.Ref
	for _, g := range in.Groups {
		refs = append(refs, g.ID.Ref())
	}
	for _, r := range in.Roles {
		refs = append(refs, r.ID.Ref())
	}
	for _, p := range in.Permissions {
		refs = append(refs, p.ID.Ref())
	}
	if in.Configuration != nil {
		refs = append(refs, configuration())
	}
	for _, ref := range in.Absent {
		refs = append(refs, rbac.Ref(ref))
	}
	d := rbac.Document{Groups: in.Groups, Roles: in.Roles, Permissions: in.Permissions}
	return Look(d, in.Configuration, refs)
}

// Parse reads a plan file. The error says what is wrong with it and quotes no
// more of it than a word.
func Parse(b []byte) (File, error) {
	if len(b) > maxFile {
		return File{}, fmt.Errorf("reading the plan: larger than %d MiB", maxFile>>20)
	}
	var f File
	d := json.NewDecoder(bytes.NewReader(b))
	if err := d.Decode(&f); err != nil {
		return File{}, errors.New("reading the plan: " + text.Escape(endpoint.JSONError(b, err)))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return File{}, errors.New("reading the plan: trailing data")
	}
	return f, nil
}

// Configures reports whether the plan alters or assumes switches of the configuration.
func (f File) Configures() bool {
	return slices.Contains(f.Assumed.refs, configuration()) || slices.Contains(Touched(f.Changes), configuration())
}

// Drift lists what a tenant has otherwise than the file assumed.
func (f File) Drift(g *rbac.Graph, s rbac.Settings) []Difference {
	now := LookIn(g, s.Switches, f.Assumed.refs)
	if s.Switches == nil {
		// What is not known is no difference.
		now = now.With(f.Assumed.Of([]rbac.Ref{configuration()}))
	}
	return f.Assumed.Compare(now)
}

// Commutes reports whether the changes of the plan come out the same though the tenant
// differs so from what was assumed.
func (f File) Commutes(drift []Difference) bool {
	return f.Assumed.Commutes(f.Changes, drift)
}

// Commutes reports whether changes of the view's records come out the same after
// somebody made drift of them.
func (v View) Commutes(changes []rbac.Change, drift []Difference) bool {
	after, err := v.Apply(changes)
	return err == nil && commute(v.Compare(after), drift)
}
