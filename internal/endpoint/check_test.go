package endpoint

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBodiesAreCheckedAsTheServerDoes(t *testing.T) {
	tests := map[string]struct {
		id   ID
		body string
		want []string
	}{
		"a good group":             {GroupsCreate, `{"name":"n","description":"d"}`, nil},
		"all faults at once":       {GroupsCreate, `{"x":1,"name":"","y":2}`, []string{`"name" is not allowed to be empty`, `"description" is required`, `"x" is not allowed`, `"y" is not allowed`}},
		"an emoji is two units":    {GroupsCreate, `{"name":"` + strings.Repeat("🦊", 25) + `","description":"d"}`, nil},
		"one unit too many":        {GroupsCreate, `{"name":"` + strings.Repeat("🦊", 25) + `x","description":"d"}`, []string{`"name" length must be less than or equal to 50 characters long`}},
		"lone surrogates are one":  {GroupsCreate, `{"name":"` + strings.Repeat(`\ud800`, 50) + `","description":"d"}`, nil},
		"the last of two counts":   {GroupsCreate, `{"name":7,"description":"d","name":"n"}`, nil},
		"__proto__":                {GroupsCreate, `{"name":"n","description":"d","a":{"__proto__":1}}`, []string{`"value" is not JSON: the key __proto__ is refused`}},
		"a body cut short":         {GroupsCreate, `{"name":`, []string{`"value" is not JSON: line 1, character 9: it ends too soon`}},
		"two values":               {GroupsCreate, `{} {}`, []string{`"value" is not JSON: line 1, character 4: the value has ended before {`}},
		"no body":                  {GroupsMembersAdd, ``, []string{`"value" must be an array`}},
		"every element is checked": {GroupsNestedAdd, `["x",7,"` + exampleGroup + `",""]`, []string{`"[0]" must be a valid GUID`, `"[1]" must be a string`, `"[3]" is not allowed to be empty`}},
		"fields within elements":   {GroupsMappingsAdd, `[{"groupName":"g","x":1}]`, []string{`"[0].connectionName" is required`, `"[0].x" is not allowed`}},
		"records are open":         {ConfigurationImport, `{"groups":[{"anything":1}]}`, nil},
		"settings are not":         {ConfigurationImport, `{"configuration":[{"_id":"v1","apikey":"x"}]}`, []string{`"configuration[0].apikey" is not allowed`}},
		"words for booleans":       {ConfigurationUpdate, `{"groupsInToken":"YES","rolesInToken":"False"}`, nil},
		"no such word elsewhere":   {ResourceServerUpdate, `{"apiAccess":"yes"}`, []string{`"apiAccess" must be a boolean`}},
		"a number as text":         {ResourceServerUpdate, `{"apiAccess":true,"token_lifetime":"3600"}`, nil},
		"a fraction":               {ResourceServerUpdate, `{"apiAccess":true,"token_lifetime":1.5}`, []string{`"token_lifetime" must be an integer`}},
		"beyond 2^53":              {ResourceServerUpdate, `{"apiAccess":true,"token_lifetime":9007199254740993}`, []string{`"token_lifetime" must be a safe number`}},
		"a number without end":     {ResourceServerUpdate, `{"apiAccess":true,"token_lifetime":1e999}`, []string{`"token_lifetime" must be a number`}},
		"deep nesting":             {GroupsCreate, strings.Repeat("[", 100_000), []string{`"value" is not JSON: line 1, character 10001: nested too deeply`}},
		"too large":                {GroupsCreate, strings.Repeat(" ", maxBody+1), []string{`"value" is larger than 1048576 bytes`}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, f := range Lookup(tt.id).Body.Check([]byte(tt.body)) {
				got = append(got, f.String())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFieldsOfFormsAreCheckedOneByOne(t *testing.T) {
	name := Lookup(GroupsCreate).Body.Fields[0].Schema
	tests := map[string]struct{ value, want string }{
		"good":                        {"Finance", ""},
		"a blank":                     {" ", ""},
		"empty":                       {"", "is not allowed to be empty"},
		"fifty lone surrogates":       {strings.Repeat("\xed\xa0\x80", 50), ""},
		"fifty-one of them":           {strings.Repeat("\xed\xa0\x80", 51), "length must be less than or equal to 50 characters long"},
		"twenty-six of a larger kind": {strings.Repeat("🦊", 26), "length must be less than or equal to 50 characters long"},
	}
	for name2, tt := range tests {
		t.Run(name2, func(t *testing.T) {
			got := ""
			for _, f := range name.CheckText(tt.value) {
				got += f.Message
			}
			if got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestTheFormOfGUIDs(t *testing.T) {
	tests := map[string]bool{
		"8f2b4a52-6c1e-4d0f-9b3a-2e7c5d1a9f04":   true,
		"8F2B4A52-6C1E-9D0F-0B3A-2E7C5D1A9F04":   true,
		"8f2b4a526c1e4d0f9b3a2e7c5d1a9f04":       true,
		"{8f2b4a52-6c1e-4d0f-9b3a-2e7c5d1a9f04}": true,
		"[8f2b4a52:6c1e:4d0f:9b3a:2e7c5d1a9f04]": true,
		"{8f2b4a52-6c1e-4d0f-9b3a-2e7c5d1a9f04)": false,
		"{8f2b4a52-6c1e-4d0f-9b3a-2e7c5d1a9f04":  false,
		"8f2b4a52-6c1e-4d0f-9b3a-2e7c5d1a9f04-":  false,
		"8f2b4a5-6c1e-4d0f-9b3a-2e7c5d1a9f04":    false,
		"8f2b4a52-6c1e-4d0f-9b3a-2e7c5d1a9f0g":   false,
		"8f2b4a52:6c1e-4d0f-9b3a-2e7c5d1a9f04":   false,
		"":                                       false,
		"{":                                      false,
		"{}":                                     false,
	}
	for value, want := range tests {
		if got := isGUID(value); got != want {
			t.Errorf("isGUID(%q) is %v", value, got)
		}
	}
}

func TestParametersAreCheckedBeforeTheBody(t *testing.T) {
	c := Call{Route: Lookup(GroupsMembersList), Path: []string{"nonsense"},
		Query: []Pair{{"per_page", "26"}, {"page", "x"}, {"limit", "1"}, {"page", "1"}}}
	var got []string
	for _, f := range c.Faults() {
		got = append(got, f.Source+": "+f.String())
	}
	want := []string{
		`params: "id" must be a valid GUID`,
		`query: "per_page" must be less than or equal to 25`,
		`query: "page" must be a number`,
		`query: "limit" is not allowed`,
		`query: "page" must be a number`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAFaultIsPlacedByLineAndCharacter(t *testing.T) {
	s := Schema{Type: Any}
	for body, want := range map[string]string{
		"{x}":                       "line 1, character 2: ",
		"{\n  \"ä🦊\": x}":           "line 2, character 9: ",
		"[1,\n2,\n":                 "line 3, character 1: it ends too soon",
		"{}\n{}":                    "line 2, character 1: ",
		"":                          "",
		"\"a\nb\"":                  "line 1, character 3: ",
		"{\"a\":\"\\q\"}":           "line 1, character 8: ",
		`{"a":1}`:                   "",
		"\ufeff{}":                  "line 1, character 1: ",
		strings.Repeat("[", 20_000): "",
	} {
		faults := s.Check([]byte(body))
		got := ""
		if len(faults) > 0 {
			got = faults[0].Message
		}
		if !strings.HasPrefix(got, strings.TrimSuffix("is not JSON: "+want, "is not JSON: ")) {
			t.Errorf("%.20q: %s, want %s", body, got, want)
		}
	}
}
