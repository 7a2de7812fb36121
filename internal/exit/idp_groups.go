package exit

import (
	"encoding/json"
	"strings"

	"authzx/internal/text"
)

// Reported is what an identity provider says of a kind at a login. The zero value
// is nothing at all.
type Reported struct {
	given bool
	list  []text.Text
	one   *text.Text
	odd   string // JSON of what is neither a list of names nor a string
}

func reportedList(names ...text.Text) Reported {
	return Reported{given: true, list: append([]text.Text{}, names...)}
}

func reportedString(s text.Text) Reported { return Reported{given: true, one: &s} }

func reportedOdd(doc string) Reported { return Reported{given: true, odd: doc} }

// MarshalJSON is the value as it stands in the user object.
func (r Reported) MarshalJSON() ([]byte, error) {
	switch {
	case r.odd != "":
		return []byte(r.odd), nil
	case r.one != nil:
		return json.Marshal(*r.one)
	}
	return json.Marshal(r.list)
}

// sent are the groups as they are sent to the policy: JSON, nil where the key is
// left out. taken is what the policy makes of them; ok is false where it refuses
// them, and with them the login.
func (r Reported) sent(mode string) (doc json.RawMessage, taken []text.Text, ok bool) {
	switch {
	case !r.given:
		return nil, nil, true
	case r.odd != "":
		return json.RawMessage(r.odd), nil, false
	case r.one != nil:
		taken = splitString(*r.one, mode)
	default:
		taken = r.list
	}
	doc, err := json.Marshal(taken)
	ok = err == nil
	for _, name := range taken {
		ok = ok && !name.IsZero()
	}
	return doc, taken, ok
}

// own are the names as they are passed through; ok is false where the rule broke
// over them.
func (r Reported) own(mode string) (names []text.Text, ok bool) {
	switch {
	case !r.given || r.odd == "null":
		return nil, true
	case r.odd != "":
		return nil, false
	case r.one != nil && r.one.IsZero():
		return nil, true
	case r.one != nil:
		return splitString(*r.one, mode), true
	}
	return r.list, true
}

// splitString cuts groups that come as one string.
func splitString(s text.Text, mode string) []text.Text {
	var parts []string
	switch mode {
	case StringWhole:
		parts = []string{s.Raw()}
	case StringComma:
		for part := range strings.SplitSeq(s.Raw(), ",") {
			parts = append(parts, strings.TrimFunc(part, jsSpace))
		}
	default:
		return ruleSplit(s)
	}
	names := []text.Text{}
	for _, part := range parts {
		if part != "" {
			names = append(names, text.New(part))
		}
	}
	return names
}

// ruleSplit cuts a string as the rule did: commas are blanks, white space is one
// blank, and a blank at an end leaves an empty name.
func ruleSplit(s text.Text) []text.Text {
	names := []text.Text{}
	start, within := 0, false
	raw := s.Raw()
	for i, r := range raw {
		space := r == ',' || jsSpace(r)
		if space && !within {
			names = append(names, text.New(raw[start:i]))
		}
		if !space && within {
			start = i
		}
		within = space
	}
	if within {
		return append(names, text.Text{})
	}
	return append(names, text.New(raw[start:]))
}

// jsSpace is what \s matches in JavaScript.
func jsSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\v', '\f', '\r', 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF:
		return true
	}
	return r >= 0x2000 && r <= 0x200A
}

// SplitByRule reports whether the rule could never send a name whole where the
// identity provider gives all groups as one string.
func SplitByRule(name text.Text) bool {
	return strings.ContainsFunc(name.Raw(), func(r rune) bool { return r == ',' || jsSpace(r) })
}

// union is first, then what second has beyond it, each once.
func union(first, second []text.Text) []text.Text {
	all := []text.Text{}
	seen := map[text.Text]bool{}
	for _, list := range [][]text.Text{first, second} {
		for _, name := range list {
			if !seen[name] {
				seen[name] = true
				all = append(all, name)
			}
		}
	}
	return all
}
