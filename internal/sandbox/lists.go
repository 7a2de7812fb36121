package sandbox

import (
	"strconv"
	"strings"
)

// brief is a record as single reads show it.
func brief(o *object) *object { return o.picked("_id", "name", "description") }

// create adds a record to its collection, and answers with it.
func (b *backend) create(collection string, record *object) (*answer, error) {
	created, err := b.store.create(collection, record)
	if err != nil {
		return nil, err
	}
	return jsonAnswer(created), nil
}

// list is the answer of a whole collection: {"groups":[…],"total":n}. What it
// says without a search is remembered until the collection changes.
func (b *backend) list(r *request, collection string, show func(*object) string) (*answer, error) {
	d := b.store.document()
	records := d.all(collection)
	if q := r.asked("q"); q != "" {
		found, err := filtered(records, r.asked("field"), q)
		if err != nil {
			return nil, err
		}
		return rawAnswer(listBody(collection, found, len(records), show)), nil
	}
	l := d.listing(collection)
	if l == nil {
		return rawAnswer(listBody(collection, nil, 0, show)), nil
	}
	l.once.Do(func() { l.body = listBody(collection, records, len(records), show) })
	return rawAnswer(l.body), nil
}

func listBody(collection string, records []*object, total int, show func(*object) string) []byte {
	size := 64
	for _, r := range records {
		size += len(r.raw) + 32
	}
	b := make([]byte, 0, size)
	b = append(b, '{')
	b = appendString(b, collection)
	b = append(b, ':', '[')
	for i, r := range records {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, show(r)...)
	}
	b = append(b, `],"total":`...)
	b = strconv.AppendInt(b, int64(total), 10)
	return append(b, '}')
}

// filtered are the records whose field has q in it, without regard to case. One
// record without text in that field is enough for the server to trip.
func filtered(records []*object, field, q string) ([]*object, error) {
	q = lower(q)
	var found []*object
	for _, r := range records {
		s, ok := r.text(field)
		if !ok {
			return nil, errNoText
		}
		if strings.Contains(lower(s), q) {
			found = append(found, r)
		}
	}
	return found, nil
}

// asStored shows a record in a list just as it is.
func asStored(o *object) string { return o.raw }

// unique checks that no record but the one with that id has the name, as sames
// tells. A record without a name trips the server, whichever it is.
func unique(records []*object, id value, name string, same func(*object) bool, message string) error {
	name = lower(name)
	var taken []*object
	for _, r := range records {
		s, ok := r.text("name")
		if !ok {
			return errNoName
		}
		if lower(s) == name && same(r) {
			taken = append(taken, r)
		}
	}
	if len(taken) == 0 || len(taken) == 1 && truthy(id) && taken[0].get("_id") == id {
		return nil
	}
	return invalid(message)
}

// list of objects as an array of JSON.
func objectArray(objects []*object) *array {
	a := &array{items: make([]value, len(objects))}
	for i, o := range objects {
		a.items[i] = o
	}
	return a
}

// mapped is what show makes of each object.
func mapped(objects []*object, show func(*object) *object) *array {
	a := &array{items: make([]value, len(objects))}
	for i, o := range objects {
		a.items[i] = show(o)
	}
	return a
}

// selected are the objects that keep takes, in their order.
func selected(objects []*object, keep func(*object) bool) []*object {
	var out []*object
	for _, o := range objects {
		if keep(o) {
			out = append(out, o)
		}
	}
	return out
}
