package endpoint

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestTheDescriptionHasEveryRouteWithItsParameters(t *testing.T) {
	content, err := OpenAPI("1")
	if err != nil {
		t.Fatal(err)
	}
	var document struct {
		OpenAPI string
		Paths   map[string]map[string]struct {
			OperationID string
			Parameters  []struct{ Name, In string }
			Responses   map[string]any
			Security    []map[string][]string
		}
	}
	if err := json.Unmarshal(content, &document); err != nil {
		t.Fatal(err)
	}
	found := 0
	for path, methods := range document.Paths {
		for method, operation := range methods {
			found++
			r := Lookup(ID(operation.OperationID))
			if r == nil || r.Template != path || r.Method != strings.ToUpper(method) ||
				len(operation.Parameters) != len(r.Path)+len(r.Query) || len(operation.Responses) == 0 || (len(operation.Security) == 0) != r.Open {
				t.Errorf("%s %s: %+v", method, path, operation)
			}
		}
	}
	if found != len(All()) || document.OpenAPI != "3.1.0" {
		t.Errorf("%d operations of %d, version %s", found, len(All()), document.OpenAPI)
	}
}
