// Package endpoint is the one table of the Authorization Extension API's
// routes, and calls made of it: a route with its values filled in.
package endpoint

// Area groups routes as the API is grouped.
type Area string

// The areas, in the order in which an explorer shows them.
const (
	Users         Area = "users"
	Groups        Area = "groups"
	Members       Area = "members"
	Nested        Area = "nested groups"
	Mappings      Area = "mappings"
	Roles         Area = "roles"
	Permissions   Area = "permissions"
	Applications  Area = "applications"
	Connections   Area = "connections"
	Configuration Area = "configuration"
	Policy        Area = "policy"
)

// Ref says what kind of thing a value identifies, for pickers and for
// following references.
type Ref string

// The kinds of reference.
const (
	RefNone       Ref = ""
	RefUser       Ref = "user"
	RefGroup      Ref = "group"
	RefRole       Ref = "role"
	RefPermission Ref = "permission"
	RefMapping    Ref = "mapping"
	RefClient     Ref = "client"
	RefConnection Ref = "connection"
)

// ID names a route: stable, unique, dotted, such as "groups.members.add".
type ID string

// Route is one endpoint of the API.
type Route struct {
	ID       ID
	Area     Area
	Method   string
	Template string // relative to the base URL, such as /groups/{id}/members
	Root     bool   // beside /api instead of below it (/meta)
	Open     bool   // needs no token at all
	APIKey   bool   // takes x-api-key in place of a token
	Scope    string // what the token must have; empty: any valid token will do
	Path     []Param
	Query    []Param
	AnyQuery bool    // parameters that it does not know are let be; so they are where it takes none
	Body     *Schema // nil: no body is sent
	// BodySecret lists the values of a body to mask, as Answer.Secret does.
	BodySecret []string
	Answer     Answer
	Doc        string   // one sentence: what it does
	Quirks     []string // what has bitten clients, a sentence each
	Large      bool     // the answer may be as large as the tenant: lists and the export
	Paged      bool     // takes page and per_page
}

// Param is one value in the path or the query.
type Param struct {
	Name     string
	Ref      Ref
	Required bool
	Type     Type
	GUID     bool   // the server wants the form of a GUID
	Min, Max int    // of a number its bounds, of a string its UTF-16 units; Max 0 is unlimited
	Default  string // what the server takes when it is left out
	Example  string // a valid value, not encoded
	Doc      string
}

// Answer says what comes back when all is well.
type Answer struct {
	Status  int
	Doc     string // the shape, in one line; empty where nothing comes back
	Example string // JSON; empty where nothing comes back
	// Secret lists the values to mask, as paths of keys from the root, "*"
	// standing for every element of an array: "configuration.*.apikey". What
	// masks goes by the last key alone, at any depth: see Call.Mask.
	Secret []string
}

// Reads reports whether the route alters nothing: every GET, and the policy
// question, which is a POST.
func (r *Route) Reads() bool {
	return r.Method == "GET" || r.ID == PolicyAsk
}
