package tenant

import (
	"bytes"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"authzx/internal/text"
)

// noJSON says what a document is that can't be JSON; empty for all others.
func noJSON(doc []byte) string {
	switch {
	case len(doc) == 0:
		return "the file is empty"
	case bytes.HasPrefix(doc, []byte("\xFF\xFE")), bytes.HasPrefix(doc, []byte("\xFE\xFF")),
		len(doc) > 1 && (doc[0] == 0) != (doc[1] == 0):
		return "the file is UTF-16: save it as UTF-8"
	case bytes.HasPrefix(doc, []byte("\x1F\x8B")), bytes.HasPrefix(doc, []byte("PK\x03\x04")):
		return "the file is compressed: unpack it first"
	case doc[0] == '<':
		return noLists + ": it looks like HTML"
	}
	return ""
}

// noLists is what is wrong with a document that is no tenant.
const noLists = "the file holds no groups, roles or permissions"

// noTenant says what a document seems to be that has none of the three lists; nil
// where it can't be read so far, or has one in another shape.
func noTenant(doc []byte) error {
	dec := jsontext.NewDecoder(bytes.NewReader(doc), loosely())
	value, err := dec.ReadValue()
	if err != nil {
		if doc[0] == '{' {
			return nil
		}
		return errors.New(noLists + ": not JSON")
	}
	if hasLists(value) {
		return nil
	}
	what := seems(value)
	if dec.PeekKind() != 0 {
		what += ", followed by more, perhaps JSON Lines"
	}
	return errors.New(noLists + ": " + what)
}

// loosely accepts what real answers hold.
func loosely() jsontext.Options {
	return json.JoinOptions(jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true))
}

// hasLists reports whether an object has a member that is called as a list is.
func hasLists(value jsontext.Value) bool {
	var lists struct {
		Groups      jsontext.Value `json:"groups"`
		Roles       jsontext.Value `json:"roles"`
		Permissions jsontext.Value `json:"permissions"`
	}
	if value.Kind() != '{' || json.Unmarshal(value, &lists, loosely()) != nil {
		return false
	}
	for _, v := range []jsontext.Value{lists.Groups, lists.Roles, lists.Permissions} {
		if k := v.Kind(); k != 0 && k != 'n' {
			return true
		}
	}
	return false
}

// seems says in a clause what a JSON value looks like.
func seems(value jsontext.Value) string {
	switch value.Kind() {
	case '{', '[':
	case '"':
		return "it is a string"
	default:
		return "it is neither an object nor a list"
	}
	if at := listsWithin(value); at != "" {
		return "they are nested, at " + text.Escape(string(at)) + "; extract them first"
	}
	if value.Kind() == '[' {
		return "it is a list, not an object that contains the three lists"
	}
	var parts map[string]jsontext.Value
	if json.Unmarshal(value, &parts, loosely()) != nil || len(parts) == 0 {
		return "it is an empty object, which is also what an export of an empty tenant looks like"
	}
	if what := knownAnswer(parts); what != "" {
		return "it looks like " + what
	}
	return "it is an object with " + keysOf(parts)
}

// deepest is how far down lists are looked for.
const deepest = 4

// listsWithin is where a value holds an object with one of the lists; empty where
// there is none.
func listsWithin(value jsontext.Value) jsontext.Pointer {
	dec := jsontext.NewDecoder(bytes.NewReader(value), loosely())
	for {
		if dec.StackDepth() == deepest && (dec.PeekKind() == '{' || dec.PeekKind() == '[') {
			if dec.SkipValue() != nil {
				return ""
			}
			continue
		}
		token, err := dec.ReadToken()
		if err != nil {
			return ""
		}
		at := dec.StackPointer()
		if token.Kind() != '[' || !namesList(at.LastToken()) {
			continue
		}
		// A list of strings is what users and tokens have by these names.
		if next := dec.PeekKind(); next == '{' || next == ']' {
			return at.Parent()
		}
	}
}

func namesList(name string) bool {
	return name == "groups" || name == "roles" || name == "permissions"
}

// knownAnswer names what is often saved in place of a tenant, by the members of the
// object; empty where it is none of that. Of tokens nothing is told.
func knownAnswer(parts map[string]jsontext.Value) string {
	has := func(names ...string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return parts[n].Kind() != 0 })
	}
	format := wordOf(parts, "format")
	switch {
	case strings.HasPrefix(format, ownFormat):
		return "authzx output of the format " + format
	case has("access_token", "id_token"):
		return "a token endpoint's response"
	case has("error", "statusCode", "code") && has("error", "message", "error_description", "details"):
		return failed(parts)
	case parts["users"].Kind() == '[':
		return "a list of users"
	case has("client_id", "clients"):
		return "a response about applications"
	case has("user_id"):
		return "one user"
	case has("configuration", "rolesInToken", "groupsInToken", "permissionsInToken"):
		return "a configuration without lists, which is also what an export of an empty tenant looks like"
	}
	return ""
}

// failed is an error response with its status and its reason.
func failed(parts map[string]jsontext.Value) string {
	what := "an error response:"
	for _, status := range []string{"statusCode", "status", "code"} {
		if v := parts[status]; v.Kind() == '0' {
			what += " " + string(v)
			break
		}
	}
	for _, reason := range []string{"message", "error_description", "details", "error"} {
		if said := wordOf(parts, reason); said != "" {
			return what + " " + said
		}
	}
	return strings.TrimSuffix(what, ":")
}

// longestWord bounds what is quoted of a document, in bytes.
const longestWord = 200

// wordOf is a member that is a string, safe to draw; empty for others.
func wordOf(parts map[string]jsontext.Value, name string) string {
	if parts[name].Kind() != '"' {
		return ""
	}
	raw, err := text.Unquote(parts[name])
	if err != nil {
		return ""
	}
	return text.New(raw).Clip(longestWord).String()
}

// keysOf names some of the members.
func keysOf(parts map[string]jsontext.Value) string {
	names := slices.Sorted(maps.Keys(parts))
	const told = 5
	more := ""
	if len(names) > told {
		names, more = names[:told], " and others"
	}
	for i, n := range names {
		names[i] = text.New(n).Clip(longestWord).String()
	}
	return "the keys " + strings.Join(names, ", ") + more
}
