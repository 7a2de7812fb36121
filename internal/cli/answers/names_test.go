package answers

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"authzx/internal/rbac"
)

// nameOf is what the thing of a column is called.
func nameOf(g *rbac.Graph, d *rbac.Directory, column, kind, id string) string {
	switch column {
	case "user":
		p, _ := d.User(rbac.User(id))
		return p.Name.String()
	case "application":
		return d.Name(rbac.Client(id).Ref()).String()
	case "permission_id":
		return g.Name(rbac.PermissionOf(id).Ref()).String()
	case "id":
		if kind == "" {
			return "" // a row of somebody who has nothing
		}
		ref := rbac.Ref{Kind: rbac.Kind(kind), ID: rbac.User(id).Text}
		return g.Name(ref).String()
	}
	return ""
}

func TestRowsNameWhatTheyGiveByIDs(t *testing.T) {
	g, d := company(t)
	nameColumns := map[string]string{"user": "user_name", "application": "application_name", "permission_id": "permission", "id": "name"}
	for rendering, write := range renderings(g, d, rbac.Query{User: ann(t, d)}) {
		if !strings.HasSuffix(rendering, " csv") || strings.HasPrefix(rendering, "list ") || strings.HasPrefix(rendering, "doctor ") {
			continue
		}
		t.Run(rendering, func(t *testing.T) {
			var out bytes.Buffer
			if err := write(&out); err != nil {
				t.Fatal(err)
			}
			rows, err := csv.NewReader(&out).ReadAll()
			if err != nil || len(rows) < 2 {
				t.Fatalf("%d rows, %v", len(rows), err)
			}
			head := rows[0]
			kindAt, named := slices.Index(head, "kind"), 0
			for i, column := range head {
				nameColumn, isID := nameColumns[column]
				if !isID {
					continue
				}
				at := slices.Index(head, nameColumn)
				if at < 0 {
					t.Fatalf("no column %s beside %s: %v", nameColumn, column, head)
				}
				for _, row := range rows[1:] {
					kind := ""
					if kindAt >= 0 {
						kind = row[kindAt]
					}
					want := nameOf(g, d, column, kind, row[i])
					if row[at] != want {
						t.Errorf("%s %q is called %q, want %q", column, row[i], row[at], want)
					}
					if want != "" {
						named++
					}
				}
			}
			if named == 0 {
				t.Error("nothing has a name")
			}
		})
	}
}

func TestJSONOfAllNamesWhatItGivesByIDs(t *testing.T) {
	g, d := company(t)
	all := renderings(g, d, rbac.Query{User: ann(t, d)})
	for _, rendering := range []string{"all json", "all jsonl", "who-can jsonl"} {
		t.Run(rendering, func(t *testing.T) {
			var out bytes.Buffer
			if err := all[rendering](&out); err != nil {
				t.Fatal(err)
			}
			named := 0
			for dec := json.NewDecoder(&out); dec.More(); {
				var answer any
				if err := dec.Decode(&answer); err != nil {
					t.Fatal(err)
				}
				eachObject(answer, func(object map[string]any) {
					for _, column := range []string{"user", "application"} {
						id, _ := object[column].(string)
						name, _ := object[column+"_name"].(string)
						if want := nameOf(g, d, column, "", id); name != want {
							t.Errorf("%s %q is called %q, want %q", column, id, name, want)
						} else if want != "" {
							named++
						}
					}
				})
			}
			if named == 0 {
				t.Error("nothing has a name")
			}
		})
	}
}

func eachObject(value any, f func(map[string]any)) {
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			eachObject(item, f)
		}
	case map[string]any:
		f(v)
		for _, item := range v {
			eachObject(item, f)
		}
	}
}
