package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	jsonv2 "github.com/go-json-experiment/json"

	"authzx/internal/api"
	"authzx/internal/rbac"
)

// bigDocument is a tenant of about size bytes: groups of 150 members each, of
// 100,000 users, the same each time.
func bigDocument(size int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	var b bytes.Buffer
	list := func(n int, format string, of int) {
		b.WriteByte('[')
		for i := range n {
			if i > 0 {
				b.WriteByte(',')
			}
			_, _ = fmt.Fprintf(&b, format, r.IntN(of))
		}
		b.WriteByte(']')
	}
	b.WriteString(`{"groups":[`)
	for g := 0; b.Len() < size; g++ {
		if g > 0 {
			b.WriteByte(',')
		}
		_, _ = fmt.Fprintf(&b, `{"_id":"%08x-0000-4000-8000-000000000000","name":"Group %d","description":"The people of group %d","members":`, g, g, g)
		list(150, `"auth0|%024x"`, 100_000)
		b.WriteString(`,"roles":`)
		list(5, `"%08x-1111-4000-8000-000000000000"`, 10_000)
		b.WriteString(`,"nested":`)
		list(3, `"%08x-0000-4000-8000-000000000000"`, 10_000)
		b.WriteString(`,"mappings":[{"_id":"m","groupName":"Staff","connectionName":"corp"}]}`)
	}
	b.WriteString(`],"total":1}`)
	return b.Bytes()
}

// plainGroups is the document in plain strings, for the libraries to compare with.
type plainGroups struct {
	Groups []struct {
		ID          string   `json:"_id"`
		Name        string   `json:"name"`
		Description string   `json:"description"`
		Members     []string `json:"members"`
		Nested      []string `json:"nested"`
		Roles       []string `json:"roles"`
		Mappings    []struct {
			ID         string `json:"_id"`
			GroupName  string `json:"groupName"`
			Connection string `json:"connectionName"`
		} `json:"mappings"`
	} `json:"groups"`
}

func BenchmarkDecode50MB(b *testing.B) {
	doc := bigDocument(50 << 20)
	decoders := []struct {
		name   string
		decode func([]byte) error
	}{
		{"ours", func(doc []byte) error { _, err := api.ReadDocument(doc); return err }},
		{"encoding-json into the same types", func(doc []byte) error { var d rbac.Document; return json.Unmarshal(doc, &d) }},
		{"encoding-json into strings", func(doc []byte) error { var d plainGroups; return json.Unmarshal(doc, &d) }},
		{"json-v2 into strings", func(doc []byte) error { var d plainGroups; return jsonv2.Unmarshal(doc, &d) }},
	}
	for _, d := range decoders {
		b.Run(d.name, func(b *testing.B) {
			b.SetBytes(int64(len(doc)))
			b.ReportAllocs()
			for b.Loop() {
				if err := d.decode(doc); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
