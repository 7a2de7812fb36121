package snippet

import (
	"strings"

	"authzx/internal/endpoint"
	"authzx/internal/text"
)

// nastyIDs are user ids that a careless snippet mangles or that would do harm
// in a terminal or a shell.
func nastyIDs() []string {
	return []string{
		"auth0|59396da1",
		"auth0|o'neill",
		`auth0|say "hello"`,
		"auth0|`id`$(id)${HOME}!!",
		" auth0|two  blanks ",
		"auth0|with space/slash?&#",
		"auth0|100%25%7C%",
		`ad|CORP\ann\n\\`,
		"waad|Jürgen🦊日本",
		"auth0|a\nb\r\nc\n",
		"auth0|\x1b[31m\a\x7f\u009b",
		"auth0|\u202eevil\u2066\u200b\u2028\U000E0041",
		"auth0|e" + strings.Repeat("\u0301", 9),
		"email|ann+test@acme.test",
		"-x",
		"@file",
		"...",
		"auth0|{a,b}[1-3]*?",
		"auth0|;rm -rf ~&",
		"auth0|</script><!--",
		"⟨U+202E⟩",
		"auth0|\tx",
	}
}

// allCalls are the 53 examples, with every parameter where there are any, and
// calls with each of the ids in path, query and body.
func allCalls() []endpoint.Call {
	var calls []endpoint.Call
	for _, r := range endpoint.All() {
		c := r.Example()
		calls = append(calls, c)
		for _, p := range r.Query {
			c.Query = append(c.Query, endpoint.Pair{Name: p.Name, Value: p.Example})
		}
		if c.Query != nil {
			calls = append(calls, c)
		}
	}
	for _, r := range endpoint.All() {
		if c, ok := nasty(r); ok {
			calls = append(calls, c)
		}
	}
	for _, id := range nastyIDs() {
		ask := endpoint.New(endpoint.PolicyAsk, id, id)
		ask.Body = append(text.AppendJSON([]byte(`{"connectionName":`), id), '}')
		search := endpoint.New(endpoint.UsersList)
		search.Query = []endpoint.Pair{{Name: "q", Value: id}, {Name: "field", Value: id}}
		calls = append(calls, ask, search)
	}
	calls = append(calls, endpoint.New(endpoint.UsersRead, "auth0|\xff\xed\xa0\x80\x00"))
	for _, body := range []string{
		"{\n  \"name\": \"Finance\",\n  \"description\": \"two\\nlines\"\n}\n",
		`["` + strings.Repeat("x", 150_000) + `"]`,
		`"@/etc/hostname"`,
		`{"a":"\u00e4\/\ud800"}`,
	} {
		c := endpoint.New(endpoint.GroupsCreate)
		c.Body = []byte(body)
		calls = append(calls, c)
	}
	return calls
}

// nasty is a call of the route with an id in every place that has everything in
// it: a bar, quotes, blanks, a line break, other scripts. False where nothing is
// to be filled in.
func nasty(r *endpoint.Route) (endpoint.Call, bool) {
	const id = "auth0|o'neill \"x\" `id` $HOME\nJürgen🦊日本/a?b&c#d%25\\"
	c := endpoint.Call{Route: r}
	for range r.Path {
		c.Path = append(c.Path, id)
	}
	for _, p := range r.Query {
		c.Query = append(c.Query, endpoint.Pair{Name: p.Name, Value: id})
	}
	switch {
	case r.Body == nil:
	case r.Body.Type == endpoint.Array:
		c.Body = append(text.AppendJSON([]byte{'['}, id), ']')
	default:
		c.Body = append(text.AppendJSON([]byte(`{"name":`), id), '}')
	}
	return c, c.Path != nil || c.Query != nil || c.Body != nil
}

// oddBodies are no JSON.
func oddBodies() []string {
	return []string{
		"\x1b[2J\x00\xff\xfe'\\033%s%d\n\n",
		"-n \x01",
		"{\"name\": \"a\u202e",
		"{'name': `x`}\n",
		"@/etc/hostname",
		"\t",
		"\ufeff{}",
	}
}
