package api

import (
	"bytes"
	"errors"
	"runtime"
	"slices"
	"sync/atomic"

	"authzx/internal/routine"
)

// worthParts is how long a document must be for several to read it, and about how long the
// parts are: short enough that whoever reads the groups as well isn't waited for.
const worthParts = 1 << 20

// readParts reads a saved document by as many as there are processors, cut between users;
// false where it can't be cut so. Each part must end between two users: only then is what
// follows what its reader takes it for.
func readParts(doc []byte) (Saved, bool) {
	cuts := betweenUsers(doc)
	if len(cuts) == 0 {
		return Saved{}, false
	}
	head, parts := Saved{Rest: []byte{'{'}}, make([]part, len(cuts))
	for i, at := range cuts {
		parts[i].doc = doc[at:]
		if i+1 < len(cuts) {
			parts[i].doc = doc[at:cuts[i+1]:cuts[i+1]]
		}
	}
	whole := false
	var next atomic.Int64
	var all routine.Group
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			ids := newPool()
			for i := next.Add(1) - 1; i <= int64(len(parts)); i = next.Add(1) - 1 {
				if i == 0 {
					whole = head.begun(doc[:cuts[0]:cuts[0]])
				} else {
					parts[i-1].read(ids)
				}
			}
		})
	}
	all.Wait()
	if !whole || !head.join(parts) {
		return Saved{}, false
	}
	return head, head.end(parts[len(parts)-1].rest)
}

// join adds the users of all parts, and reports whether each was what it was taken for.
func (s *Saved) join(parts []part) bool {
	users := 0
	for i := range parts {
		p := &parts[i]
		if last := i == len(parts)-1; last && p.fail != nil || !last && !p.endsBetweenUsers {
			return false
		}
		users += len(p.People)
	}
	s.among, s.People = false, slices.Grow(s.People, users)
	for i := range parts {
		s.People, s.Gone = append(s.People, parts[i].People...), append(s.Gone, parts[i].Gone...)
	}
	return true
}

// part is one of a document from the comma before a user on.
type part struct {
	Saved
	doc              []byte
	endsBetweenUsers bool
	fail             error
	rest             []byte // what follows the users
}

func (p *part) read(ids *pool) {
	defer closed(p.doc)
	r := newReader(opened(p.doc, '['), ids)
	if r.enter('[') {
		p.users(r)
	}
	p.fail, p.endsBetweenUsers = r.fail, p.endIn(r, 1)
	p.rest = p.doc[r.dec.InputOffset():]
}

// begun reads the beginning of a document, and reports whether it ends between two users.
func (s *Saved) begun(doc []byte) bool {
	r := newReader(doc, newPool())
	if r.enter('{') {
		s.members(r)
	}
	return s.endIn(r, 2)
}

// endIn reports whether a reader came to its end between two users, so many brackets deep.
func (s *Saved) endIn(r *reader, depth int) bool {
	return errors.Is(r.fail, errTruncated) && s.among && r.dec.StackDepth() == depth
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

// betweenUsers are commas before users, about as far apart as a part is long; none where
// there are none. Users are told from what else stands there by their first key.
func betweenUsers(doc []byte) (cuts []int) {
	if len(doc) < worthParts {
		return nil
	}
	from, begins := firstUser(doc)
	if from < 0 {
		return nil
	}
	begins = append([]byte("},"), begins...)
	for { // the groups stand before the first, and are enough for one
		at := bytes.Index(doc[from:], begins)
		if at < 0 {
			return cuts
		}
		from += at + len("}")
		cuts = append(cuts, from)
		from += min(worthParts, len(doc)-from)
	}
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
