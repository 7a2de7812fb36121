package sample

import (
	"bytes"
	_ "embed"
	"encoding/json"
)

// companyData is the company, one record a line.
//
//go:embed company.json
var companyData []byte

// Company is Acme, a company of about 60 people: 25 groups nested up to four
// deep, 15 roles and 45 permissions over 5 applications. It holds a few of each
// thing that deserves a look: a deleted user who is still a member, a cycle, a
// group nested in itself, a role that is gone, an application that is gone, a
// mapping to a connection that is gone and one made twice, an empty group, a role
// and a permission that nobody uses, and grants that others make redundant.
func Company() Tenant {
	var all bytes.Buffer
	_ = json.Compact(&all, companyData) // the file is JSON: a test reads it
	var c struct {
		Users       json.RawMessage `json:"users"`
		Clients     json.RawMessage `json:"clients"`
		Connections json.RawMessage `json:"connections"`
		Document    json.RawMessage `json:"document"`
	}
	_ = json.Unmarshal(all.Bytes(), &c)
	return Tenant{Users: c.Users, Clients: c.Clients, Connections: c.Connections, Document: c.Document}
}
