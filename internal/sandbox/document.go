package sandbox

import (
	"errors"
	"fmt"
	"slices"
	"sync"
)

// The collections of the stored document that routes touch.
const (
	groupsKey        = "groups"
	rolesKey         = "roles"
	permissionsKey   = "permissions"
	configurationKey = "configuration"
)

// document is the one document in which the extension keeps everything: its
// collections in stored order. It is immutable: a write makes another one that
// shares whatever it left alone.
type document struct{ sections []section }

// section is one key of the document.
type section struct {
	name    string
	records []*object
	other   value // what stands there when it is no array of objects
	isOther bool
	listing *listing
}

// listing remembers how a collection is written into the answer of its list.
type listing struct {
	once sync.Once
	body []byte
}

var errNotObject = errors.New("a stored document is a JSON object")

// newDocument takes a document as the export gives it. The collections that
// routes touch must be arrays of objects; anything else is kept as it is.
func newDocument(v value) (*document, error) {
	root, ok := v.(*object)
	if !ok {
		return nil, errNotObject
	}
	d := &document{}
	known := []string{groupsKey, rolesKey, permissionsKey, configurationKey}
	for i, name := range root.keys {
		records, ok := objects(root.vals[i])
		switch {
		case ok:
			d.sections = append(d.sections, newSection(name, records))
		case slices.Contains(known, name):
			return nil, fmt.Errorf("stored %s must be an array of objects", name)
		default:
			d.sections = append(d.sections, section{name: name, other: root.vals[i], isOther: true})
		}
	}
	return d, nil
}

// newSection writes out every record once, so that lists and the size of the
// document need no encoding later.
func newSection(name string, records []*object) section {
	var written []byte
	for _, r := range records {
		if r.raw != "" {
			continue
		}
		written = appendObject(written[:0], r)
		if r.raw = r.source; r.raw != string(written) {
			r.raw = string(written)
		}
	}
	return section{name: name, records: records, listing: &listing{}}
}

// objects are the elements of v when it is an array of objects alone.
func objects(v value) ([]*object, bool) {
	a, ok := v.(*array)
	if !ok {
		return nil, false
	}
	out := make([]*object, len(a.items))
	for i, e := range a.items {
		if out[i], ok = e.(*object); !ok {
			return nil, false
		}
	}
	return out, true
}

func (d *document) index(name string) int {
	return slices.IndexFunc(d.sections, func(s section) bool { return s.name == name })
}

// all are the records of a collection in stored order; none where it is missing.
func (d *document) all(name string) []*object {
	if i := d.index(name); i >= 0 {
		return d.sections[i].records
	}
	return nil
}

// listing is where the list of a collection is remembered; nil where the
// collection is missing.
func (d *document) listing(name string) *listing {
	if i := d.index(name); i >= 0 {
		return d.sections[i].listing
	}
	return nil
}

// place is where the first record with that id stands in a collection, or -1.
func (d *document) place(name string, id value) int {
	return slices.IndexFunc(d.all(name), func(r *object) bool { return r.get("_id") == id })
}

// with is a copy of d in which the collection has these records.
func (d *document) with(name string, records []*object) *document {
	c := &document{sections: slices.Clone(d.sections)}
	s := newSection(name, records)
	if i := c.index(name); i >= 0 {
		c.sections[i] = s
	} else {
		c.sections = append(c.sections, s)
	}
	return c
}

// appendJSON appends the whole document, compact.
func (d *document) appendJSON(b []byte) []byte {
	b = append(b, '{')
	for i, s := range d.sections {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(b, s.name)
		b = append(b, ':')
		if s.isOther {
			b = appendJSON(b, s.other)
			continue
		}
		b = append(b, '[')
		for j, r := range s.records {
			if j > 0 {
				b = append(b, ',')
			}
			b = append(b, r.raw...)
		}
		b = append(b, ']')
	}
	return append(b, '}')
}

// size is the length of the compact document in bytes.
func (d *document) size() int {
	n := 2 + max(0, len(d.sections)-1)
	for _, s := range d.sections {
		n += len(appendString(nil, s.name)) + 1
		if s.isOther {
			n += len(appendJSON(nil, s.other))
			continue
		}
		n += 2 + max(0, len(s.records)-1)
		for _, r := range s.records {
			n += len(r.raw)
		}
	}
	return n
}
