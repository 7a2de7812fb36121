package api

import (
	"bytes"
	"errors"

	"authzx/internal/routine"
)

// worthHalves is how long a document must be for two to read it.
const worthHalves = 1 << 20

// readHalves reads a saved document by two, the second from a user in its middle on; false
// where it can't be divided so. The first half must end between two users: only then is what
// follows what the second takes it for.
func readHalves(doc []byte) (Saved, bool) {
	at := middleUser(doc)
	if at < 0 {
		return Saved{}, false
	}
	first, second := Saved{Rest: []byte{'{'}, size: len(doc)}, Saved{}
	upper, lower := newReader(doc[:at:at], newPool()), newReader(opened(doc[at:], '['), newPool())
	defer closed(doc[at:])
	var both routine.Group
	both.Go(func() {
		if upper.enter('{') {
			first.members(upper)
		}
	})
	both.Go(func() {
		if lower.enter('[') {
			second.users(lower)
		}
	})
	both.Wait()
	if !errors.Is(upper.fail, errTruncated) || !first.among || upper.dec.StackDepth() != 2 || lower.fail != nil {
		return Saved{}, false
	}
	first.People, first.Gone, first.among = append(first.People, second.People...), append(first.Gone, second.Gone...), false
	return first, first.end(doc[at+int(lower.dec.InputOffset()):])
}

// space is what may stand between the tokens of JSON.
const space = " \t\r\n"

// end reads what follows the users.
func (s *Saved) end(rest []byte) bool {
	rest = bytes.TrimLeft(rest, space)
	if len(rest) == 0 {
		return false
	}
	if rest[0] != ',' {
		s.Rest = append(s.Rest, '}')
		return string(bytes.TrimSpace(rest)) == "}"
	}
	if behind(rest, ",}") != nil {
		return false
	}
	defer closed(rest)
	r := newReader(opened(rest, '{'), newPool())
	if r.enter('{') {
		s.members(r)
	}
	s.Rest = append(s.Rest, '}')
	return r.done() == nil
}

// opened has a bracket in the place of the comma with which a part of a document begins, so
// that it can be read by itself without being copied; closed puts the comma back.
func opened(part []byte, bracket byte) []byte {
	part[0] = bracket
	return part
}

func closed(part []byte) { part[0] = ',' }

// middleUser is where the comma stands before a user in the middle of a document; -1 where
// none is found. Users are told from what else stands there by their first key.
func middleUser(doc []byte) int {
	if len(doc) < worthHalves {
		return -1
	}
	from, begins := firstUser(doc)
	if from < 0 {
		return -1
	}
	from = max(from, len(doc)/2)
	at := bytes.Index(doc[from:], append([]byte("},"), begins...))
	if at < 0 {
		return -1
	}
	return from + at + len("}")
}

// firstUser is where the list of users begins, and how its first user does, up to the end of
// the first key.
func firstUser(doc []byte) (at int, begins []byte) {
	for name := []byte(`"users"`); ; {
		next := bytes.Index(doc[at:], name)
		if next < 0 {
			return -1, nil
		}
		at += next + len(name)
		list := behind(doc[at:], ":[")
		user := behind(list, `{"`)
		if end := bytes.IndexByte(user, '"'); end > 0 {
			return len(doc) - len(list), list[:len(list)-len(user)+end+1]
		}
	}
}

// behind is what follows tokens with which a part of a document begins; nil where it begins
// otherwise.
func behind(part []byte, tokens string) []byte {
	for _, token := range tokens {
		part = bytes.TrimLeft(part, space)
		if len(part) == 0 || part[0] != byte(token) {
			return nil
		}
		part = part[1:]
	}
	return part
}
