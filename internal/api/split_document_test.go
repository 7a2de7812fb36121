package api

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"authzx/internal/rbac"
)

// savedOf is a document of n users with what stands before and behind them.
func savedOf(n int, before, user, behind string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `{%s"users":[`, before)
	for i := range n {
		if i > 0 {
			b.WriteString(",")
		}
		fmt.Fprintf(&b, user, i)
	}
	b.WriteString("]" + behind + "}")
	return b.Bytes()
}

// Several that read a document find what one finds, and leave it as it was.
func TestThePartsAreTheWhole(t *testing.T) {
	const lists = `"groups":[{"_id":"g","members":["auth0|1"]}],"roles":[{"_id":"r","users":["auth0|1"]}],"permissions":[],`
	const user = `{"name":"Ann","user_id":"auth0|%d","identities":[{"connection":"a"},{"connection":"b"}]}`
	const filler = 40_000
	for name, c := range map[string]struct {
		doc   []byte
		parts bool
	}{
		"usual":                  {savedOf(filler, lists, user, ``), true},
		"lists behind":           {savedOf(filler, ``, user, `, "connections":[{"name":"db"}],`+strings.TrimSuffix(lists, ",")), true},
		"blanks":                 {savedOf(filler, lists, "\n {\n  "+user[1:], "\n"), true},
		"some gone":              {savedOf(filler, lists, `{"user_id":"auth0|%d","gone":true,"picture":"`+strings.Repeat("x", 40)+`"}`, ``), true},
		"few":                    {savedOf(10, lists, user, ``), false},
		"many groups":            {savedOf(10, `"groups":[`+strings.Repeat(`{"_id":"g"},`, 100_000)+`{"_id":"h"}],`, user, ``), true},
		"a part like a user":     {savedOf(filler, lists, `{"connection":"x","identities":[{"connection":"a"},{"connection":"b"}],"user_id":"auth0|%d"}`, ``), false},
		"a user in a text":       {savedOf(filler, lists, `{"name":"},{\"name\"","user_id":"auth0|%d","email":"`+strings.Repeat("x", 40)+`"}`, ``), true},
		"twice":                  {savedOf(filler, lists, user, `,"users":[{"user_id":"auth0|last"}]`), true},
		"no user":                {savedOf(filler, lists, `{"name":"Ann","id":"auth0|%d","picture":"`+strings.Repeat("x", 40)+`"}`, ``), false},
		"cut":                    {bytes.TrimSuffix(savedOf(filler, lists, user, ``), []byte("]}")), false},
		"more behind":            {append(savedOf(filler, lists, user, ``), '1'), false},
		"a comma without a rest": {savedOf(filler, lists, user, `,`), false},
	} {
		t.Run(name, func(t *testing.T) {
			before := bytes.Clone(c.doc)
			got, ok := readParts(c.doc)
			if ok != c.parts {
				t.Errorf("read in parts: %v", ok)
			}
			if !bytes.Equal(before, c.doc) {
				t.Error("the document is not as it was")
			}
			want := Saved{Rest: []byte{'{'}}
			r := newReader(before, newPool())
			if r.enter('{') {
				want.members(r)
			}
			want.Rest = append(want.Rest, '}')
			if ok && (r.done() != nil || !reflect.DeepEqual(rbac.Index(got.Lists).Document(), rbac.Index(want.Lists).Document()) ||
				!reflect.DeepEqual(got.People, want.People) || !reflect.DeepEqual(got.Gone, want.Gone) || string(got.Rest) != string(want.Rest)) {
				t.Errorf("%d users, %d gone, beside %s, want %d, %d, %s: %v", len(got.People), len(got.Gone), got.Rest, len(want.People), len(want.Gone), want.Rest, r.fail)
			}
			whole, err := ReadSaved(c.doc)
			if (err == nil) != (r.done() == nil) || len(whole.People) != len(want.People) {
				t.Errorf("%d users, %v", len(whole.People), err)
			}
		})
	}
}
