package endpoint

import (
	"bytes"
	"os"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// The schema is the one that the OpenAPI Initiative publishes for documents of OpenAPI 3.1.
func TestTheDescriptionIsValidOpenAPI(t *testing.T) {
	const name = "testdata/openapi-3.1-schema.json"
	file, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	read := func(content []byte) any {
		t.Helper()
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(name, read(file)); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	content, err := OpenAPI("1")
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(read(content)); err != nil {
		t.Error(err)
	}
	without := bytes.Replace(content, []byte(`"openapi"`), []byte(`"openapy"`), 1)
	wrong := bytes.Replace(content, []byte(`"in": "path"`), []byte(`"in": "pith"`), 1)
	for _, broken := range [][]byte{without, wrong} {
		if bytes.Equal(broken, content) || schema.Validate(read(broken)) == nil {
			t.Error("a broken description is valid too")
		}
	}
}
