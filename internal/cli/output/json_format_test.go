package output

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

func TestADocumentIsIndentedAsElsewhere(t *testing.T) {
	for _, doc := range []string{
		`null`, `{}`, `[]`, `[{}]`, `[[],{}]`, `{"a":[1,2,{"b":"c"}],"d":-1.5e3}`, `"a\"b\\"`, `["\\",":,{}[]\"",""]`, `{"":"é⟨"}`,
	} {
		var want bytes.Buffer
		if err := json.Indent(&want, []byte(doc), "", "  "); err != nil {
			t.Fatal(err)
		}
		if got := string(Indented([]byte(doc))); got != want.String() {
			t.Errorf("%s: %s, want %s", doc, got, want.String())
		}
	}
}

func TestDepthIsNotPaidForInBlanks(t *testing.T) {
	const deep = 9_000
	doc := strings.Repeat(`{"a":[`, deep/2) + "1" + strings.Repeat("]}", deep/2)
	got := Indented([]byte(doc))
	if len(got) > 100*2*deep {
		t.Errorf("%d bytes of a document of %d", len(got), len(doc))
	}
	var back bytes.Buffer
	if err := json.Compact(&back, got); err != nil || back.String() != doc {
		t.Errorf("it is another document: %v", err)
	}
}
