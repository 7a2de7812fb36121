package sandbox

import (
	"strconv"
	"strings"
)

// deleteUnused deletes a record that no record of another collection has in the list
// under key.
func (b *backend) deleteUnused(collection, id, users, key string) (*answer, error) {
	if err := unused(b.store.document(), users, key, id); err != nil {
		return nil, err
	}
	if err := b.store.remove(collection, id); err != nil {
		return nil, err
	}
	return done(), nil
}

// unused checks that no record of a collection has the id in that list.
func unused(d *document, collection, list string, id value) error {
	var names []string
	for _, r := range d.all(collection) {
		if v := r.get(list); truthy(v) && includes(v, id) {
			names = append(names, joined(r.get("name")))
		}
	}
	if names == nil {
		return nil
	}
	return invalid("Unable to touch " + list + " while used in " + collection + ": " + strings.Join(names, ", "))
}

// joined is a value as the server writes it into a list of names.
func joined(v value) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return numberText(v)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}
