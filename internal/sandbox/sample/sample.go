// Package sample makes tenants to show and to measure authzx with: a small
// company that one believes, and generated ones of any size. Both come out the
// same byte for byte each time.
package sample

// Tenant is one tenant as JSON: the directory that Auth0 holds and the
// document that the Authorization Extension stores.
type Tenant struct {
	// Users, Clients and Connections are JSON arrays of the profiles, the
	// applications and the connections, as the Management API gives them.
	Users, Clients, Connections []byte
	// Document is what GET /configuration/export answers:
	// {"configuration":[…],"groups":[…],"roles":[…],"permissions":[…]}, without an API key.
	Document []byte
}

// Directory is the three lists as one object, where a list that isn't given is empty:
// {"users":[…],"clients":[…],"connections":[…]}.
func (t Tenant) Directory() []byte {
	b := make([]byte, 0, len(`{"users":[],"clients":[],"connections":[]}`)+len(t.Users)+len(t.Clients)+len(t.Connections))
	for _, list := range []struct {
		key  string
		json []byte
	}{{`{"users":`, t.Users}, {`,"clients":`, t.Clients}, {`,"connections":`, t.Connections}} {
		b = append(b, list.key...)
		if list.json == nil {
			list.json = []byte("[]")
		}
		b = append(b, list.json...)
	}
	return append(b, '}')
}
