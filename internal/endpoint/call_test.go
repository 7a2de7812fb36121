package endpoint

import (
	"net/url"
	"slices"
	"strings"
	"testing"
)

// nastyIDs are ids that a careless client mangles.
var nastyIDs = map[string]string{
	"a bar":                     "auth0|x",
	"slashes":                   "samlp|idp|a/b//c/",
	"query and fragment":        "auth0|a?b=c&d#e",
	"percent signs":             "auth0|100%25%7C%",
	"quotes":                    "auth0|o'neill \"bob\" `x` $(id)",
	"blanks":                    " auth0|two  blanks ",
	"a plus":                    "email|ann+test@acme.test",
	"umlauts and emoji":         "waad|Jürgen🦊",
	"line breaks":               "auth0|a\nb\r\nc",
	"escape and bell":           "auth0|\x1b[31m\a",
	"bidirectional marks":       "auth0|\u202eevil\u2066",
	"a lone surrogate of WTF-8": "auth0|\xed\xa0\x80",
	"bytes that are no UTF-8":   "auth0|\xff\xfe",
	"dots that are no steps":    "...",
	"a backslash":               `ad|CORP\ann`,
	"a semicolon and matrix":    "auth0|a;v=1:2@3!*'(),",
	"a tilde":                   "auth0|~-._",
}

func TestValuesArriveWholeWhateverTheyHold(t *testing.T) {
	for name, id := range nastyIDs {
		t.Run(name, func(t *testing.T) {
			c := New(UsersGroupsList, id)
			c.Query = []Pair{{"expand", id}, {id, ""}}
			if err := c.Check(); err != nil {
				t.Fatal(err)
			}
			target := c.Target()
			if i := strings.IndexFunc(target, func(r rune) bool {
				return !strings.ContainsRune("/?&=%", r) && (r > 127 || !unreserved(byte(r)))
			}); i >= 0 {
				t.Errorf("%q holds what must be encoded at %d", target, i)
			}
			path, query, _ := strings.Cut(target, "?")
			r, values, ok := Match("GET", path)
			if !ok || r.ID != UsersGroupsList || !slices.Equal(values, []string{id}) {
				t.Errorf("%q is read as %v %q", path, r, values)
			}
			u, err := url.Parse("http://h/api" + target)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := u.EscapedPath(), "/api"+path; got != want {
				t.Errorf("an address library changes %q to %q", want, got)
			}
			got, err := url.ParseQuery(query)
			if err != nil || got.Get("expand") != id || !got.Has(id) {
				t.Errorf("query %q is read as %v, %v", query, got, err)
			}
		})
	}
}

func TestTargetsOfCalls(t *testing.T) {
	tests := map[string]struct {
		call Call
		want string
	}{
		"a user":                  {New(UsersRead, "auth0|59396da1"), "/users/auth0%7C59396da1"},
		"two values":              {New(PolicyAsk, "auth0|x", "a b"), "/users/auth0%7Cx/policy/a%20b"},
		"no values":               {New(GroupsList), "/groups"},
		"a query in order":        {Call{Route: Lookup(UsersList), Query: []Pair{{"q", "name:\"a b\"+c"}, {"page", "2"}}}, "/users?q=name%3A%22a%20b%22%2Bc&page=2"},
		"a missing value":         {New(UsersRead), "/users/{id}"},
		"an empty value":          {New(PolicyAsk, "", "c"), "/users/{id}/policy/c"},
		"a parameter left empty":  {Call{Route: Lookup(UsersList), Query: []Pair{{"q", ""}}}, "/users?q="},
		"an unknown route":        {New("no.such.route"), ""},
		"the same name two times": {Call{Route: Lookup(UsersList), Query: []Pair{{"q", "a"}, {"q", "b"}}}, "/users?q=a&q=b"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := tt.call.Target(); got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

func TestTheManifestStandsBesideTheAPI(t *testing.T) {
	tests := map[string]struct{ base, meta, groups string }{
		"as documented":    {"https://h/x/api", "https://h/x/meta", "https://h/x/api/groups"},
		"a slash too many": {"https://h/x/api/", "https://h/x/meta", "https://h/x/api/groups"},
		"no /api":          {"https://{extension_url}", "https://{extension_url}/meta", "https://{extension_url}/groups"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := New(Meta).URL(tt.base); got != tt.meta {
				t.Errorf("%s, want %s", got, tt.meta)
			}
			if got := New(GroupsList).URL(tt.base); got != tt.groups {
				t.Errorf("%s, want %s", got, tt.groups)
			}
		})
	}
}

func TestCallsThatCannotBeSentAreRefused(t *testing.T) {
	tests := map[string]struct {
		call Call
		want string
	}{
		"no route":        {Call{}, "no such endpoint"},
		"missing value":   {New(UsersRead), "id is missing"},
		"empty value":     {New(PolicyAsk, "auth0|x", ""), "client_id is missing"},
		"one dot":         {New(UsersRead, "."), "step in the path"},
		"two dots":        {New(PolicyAsk, "auth0|x", ".."), "client_id can't be"},
		"too many values": {New(GroupsList, "x"), "too many"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if err := tt.call.Check(); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
		})
	}
}

func TestMatchPrefersWordsToValues(t *testing.T) {
	tests := map[string]struct {
		method, path string
		want         ID
		values       []string
	}{
		"a word that could be an id": {"GET", "/users/x/groups/calculate", UsersGroupsCalculate, []string{"x"}},
		"the export":                 {"GET", "/configuration/export", ConfigurationExport, nil},
		"nested members":             {"GET", "/groups/1/members/nested", GroupsMembersNested, []string{"1"}},
		"an encoded slash":           {"GET", "/users/a%2Fgroups", UsersRead, []string{"a/groups"}},
		"small hexadecimal digits":   {"GET", "/users/auth0%7cx", UsersRead, []string{"auth0|x"}},
		"a plus is a plus":           {"GET", "/users/a+b", UsersRead, []string{"a+b"}},
		"a blank as value":           {"GET", "/applications/%20", ApplicationsRead, []string{" "}},
		"an encoded word":            {"GET", "/gr%6Fups", GroupsList, nil},
		"another method":             {"POST", "/groups/1", "", nil},
		"a slash at the end":         {"GET", "/groups/", "", nil},
		"two slashes":                {"GET", "//groups", "", nil},
		"another case":               {"GET", "/Groups", "", nil},
		"no slash":                   {"GET", "groups", "", nil},
		"bad encoding":               {"GET", "/users/%zz", "", nil},
		"encoding cut short":         {"GET", "/users/a%7", "", nil},
		"the API's own root":         {"GET", "/", "", nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r, values, ok := Match(tt.method, tt.path)
			switch {
			case ok != (tt.want != ""):
				t.Errorf("found %v", r)
			case ok && (r.ID != tt.want || !slices.Equal(values, tt.values)):
				t.Errorf("%s %q, want %s %q", r.ID, values, tt.want, tt.values)
			}
		})
	}
}
