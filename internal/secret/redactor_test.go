package secret

import (
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strings"
	"testing"
)

func TestASecretIsHiddenHoweverItIsWritten(t *testing.T) {
	const known = `canary/of+a=kind&"<é😀> \end`
	hide := NewRedactor(New("never there"), New(known))
	quoted, err := json.Marshal(known)
	if err != nil {
		t.Fatal(err)
	}
	form := url.QueryEscape(known)
	for name, written := range map[string]string{
		"as it is":            known,
		"in a form":           form,
		"in a form, small":    strings.ToLower(form),
		"in a path":           url.PathEscape(known),
		"in JSON":             strings.Trim(string(quoted), `"`),
		"in JSON, slashes":    strings.ReplaceAll(strings.Trim(string(quoted), `"`), "/", `\/`),
		"in JSON, all escape": escapedUnits(known),
		"in HTML":             html.EscapeString(known),
		"in HTML, numbers":    "canary&#x2F;of&#43;a&#x3d;kind&amp;&quot;&lt;é&#128512;&gt; &#92;end",
	} {
		said := "the value " + written + " is wrong"
		if got := hide.String(said); got != "the value *** is wrong" {
			t.Errorf("%s: %q", name, got)
		}
		if got := string(hide.Bytes([]byte(said))); got != "the value *** is wrong" {
			t.Errorf("%s, in bytes: %q", name, got)
		}
	}
	if other := "canary/of+a=kin"; hide.String(other) != other {
		t.Error("something else is hidden")
	}
}

// escapedUnits is s in JSON with every character but letters by its number.
func escapedUnits(s string) string {
	var b strings.Builder
	for _, c := range s {
		switch {
		case !special(c):
			b.WriteRune(c)
		case c == '😀':
			b.WriteString(`\uD83D\uDE00`)
		default:
			fmt.Fprintf(&b, `\u%04X`, c)
		}
	}
	return b.String()
}
