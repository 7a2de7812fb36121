package sandbox

import (
	"slices"
	"sync"
	"sync/atomic"
)

// store holds the current document. Readers take it as it is and are never held
// up; writers come one after the other, and each leaves a whole document.
type store struct {
	writing sync.Mutex
	current atomic.Pointer[document]
	save    func(*document) error // before a document becomes the current one
	newID   func() (string, error)
}

func (s *store) document() *document { return s.current.Load() }

// change makes the document that edit gives the current one. Nothing changes
// when edit or saving fails, or when edit gives nil.
func (s *store) change(edit func(*document) (*document, error)) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	next, err := edit(s.current.Load())
	if err != nil || next == nil {
		return err
	}
	if err := s.save(next); err != nil {
		return err
	}
	s.current.Store(next)
	return nil
}

// replace puts another document in the place of the current one.
func (s *store) replace(d *document) error {
	return s.change(func(*document) (*document, error) { return d, nil })
}

// read is the first record of a collection with that id; a 404 when there is none.
func (s *store) read(collection, id string) (*object, error) {
	d := s.document()
	i := d.place(collection, id)
	if i < 0 {
		return nil, noRecord(collection, id)
	}
	return d.all(collection)[i], nil
}

// create adds a record with an id of its own at the end of its collection.
func (s *store) create(collection string, record *object) (*object, error) {
	id, err := s.newID()
	if err != nil {
		return nil, err
	}
	record = record.with("_id", id)
	err = s.change(func(d *document) (*document, error) {
		return d.with(collection, append(slices.Clip(d.all(collection)), record)), nil
	})
	return record, err
}

// update lays the keys of record over the stored one and gives the whole. A
// record that is not there is a 404.
func (s *store) update(collection string, id value, record *object) (*object, error) {
	return s.merge(collection, id, record, false)
}

// upsert is update, but a record that is not there is added.
func (s *store) upsert(collection string, id value, record *object) (*object, error) {
	return s.merge(collection, id, record, true)
}

func (s *store) merge(collection string, id value, record *object, add bool) (*object, error) {
	var out *object
	err := s.change(func(d *document) (*document, error) {
		i := d.place(collection, id)
		records := slices.Clone(d.all(collection))
		switch {
		case i >= 0:
			out = merged(id, records[i], record)
			records[i] = out
		case add:
			out = merged(id, record)
			records = append(records, out)
		default:
			return nil, noRecord(collection, id)
		}
		return d.with(collection, records), nil
	})
	return out, err
}

// remove takes the first record with that id out; it is no error when there is none.
func (s *store) remove(collection, id string) error {
	return s.change(func(d *document) (*document, error) {
		i := d.place(collection, id)
		if i < 0 {
			return nil, nil
		}
		return d.with(collection, slices.Delete(slices.Clone(d.all(collection)), i, i+1)), nil
	})
}
