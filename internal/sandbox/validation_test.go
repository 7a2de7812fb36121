package sandbox

import (
	"math"
	"strings"
	"testing"
)

func TestIDsAreTakenInEveryFormThatTheServerTakes(t *testing.T) {
	const plain = "11111111-2222-4333-8444-555555555555"
	tests := map[string]bool{
		plain:                                  true,
		strings.ToUpper(plain):                 true,
		"{" + plain + "}":                      true,
		"[" + plain + "]":                      true,
		"(" + plain + ")":                      true,
		"aaaaaaaa-2222-9333-0444-555555555555": true, // any version, any variant
		"11111111222243338444555555555555":     true,
		"11111111:2222:4333:8444:555555555555": true,
		"11111111-222243338444555555555555":    true, // the separator may be left out further on
		"11111111-2222:4333-8444-555555555555": false,
		"111111112222-4333-8444-555555555555":  false,
		"{" + plain:                            false,
		plain + "}":                            false,
		"{" + plain + "]":                      false,
		plain + "0":                            false,
		plain[1:]:                              false,
		" " + plain:                            false,
		plain + "\n":                           false,
		"g1111111-2222-4333-8444-555555555555": false,
		"":                                     false,
	}
	for s, want := range tests {
		if got := isGUID(s); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}

func TestNumbersOfAQueryAreConvertedOrRefused(t *testing.T) {
	pageRule := rule{kind: aNumber, bounded: true, low: 1, high: 100}
	tests := map[string]struct {
		in   value
		want float64
		what string
	}{
		"plain":                {"7", 7, ""},
		"a number":             {7.0, 7, ""},
		"blanks around":        {" 7\t", 7, ""},
		"a plus":               {"+7", 7, ""},
		"leading zeros":        {"007", 7, ""},
		"a fraction of zeros":  {"7.000", 7, ""},
		"a bare point":         {"7.", 7, ""},
		"an exponent":          {"1e1", 10, ""},
		"a signed exponent":    {"1E+2", 100, ""},
		"half":                 {"7.5", 0, "must be an integer"},
		"half without a zero":  {".5", 0, "must be an integer"},
		"nothing":              {"", 0, "must be a number"},
		"a word":               {"many", 0, "must be a number"},
		"hexadecimal":          {"0x10", 0, "must be a number"},
		"two numbers":          {"1 2", 0, "must be a number"},
		"a list":               {newArray("1", "2"), 0, "must be a number"},
		"true":                 {true, 0, "must be a number"},
		"null":                 {nil, 0, "must be a number"},
		"below":                {"0", 0, "must be greater than or equal to 1"},
		"negative zero":        {"-0", 0, "must be greater than or equal to 1"},
		"above":                {"101", 0, "must be less than or equal to 100"},
		"beyond what is exact": {"9007199254740993", 0, "must be a safe number"},
		"a large even one":     {"9007199254740992", 0, "must be a safe number"},
		"far beyond":           {"1e400", 0, "must be a safe number"},
		"far beyond in digits": {strings.Repeat("9", 400), 0, "must be a safe number"},
		"infinity itself":      {math.Inf(1), 0, "cannot be infinity"},
		"too many digits":      {"1.00000000000000000001", 0, "must be a safe number"},
		"a lossy exponent":     {"12345678901234567890e-19", 0, "must be a safe number"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, wrong := pageRule.check(tt.in, path{{key: "page"}})
			switch {
			case tt.what == "" && (wrong != nil || got != tt.want):
				t.Errorf("got %v, %v, want %v", got, wrong, tt.want)
			case tt.what != "" && (wrong == nil || wrong.what != tt.what):
				t.Errorf("got %v, %+v, want %q", got, wrong, tt.what)
			}
		})
	}
}

func TestTheFirstMistakeIsToldWithItsPlace(t *testing.T) {
	tests := map[string]struct {
		rule    *rule
		body    string
		message string
		key     string
	}{
		"declared keys go before unknown ones": {groupBody(), `{"zzz":1,"name":"x"}`, `"description" is required`, "description"},
		"declared keys go in their own order":  {groupBody(), `{"description":7,"name":7}`, `"name" must be a string`, "name"},
		"unknown keys go in theirs":            {groupBody(), `{"b":1,"a":1,"name":"x","description":"y"}`, `"b" is not allowed`, "b"},
		"unknown numbers go first":             {groupBody(), `{"b":1,"10":1,"9":1,"name":"x","description":"y"}`, `"9" is not allowed`, "9"},
		"a choice goes before its type":        {roleBody(), `{"name":"x","description":"y","applicationType":[]}`, `"applicationType" must be one of [client, resource_server]`, "applicationType"},
		"an element of a list":                 {roleBody(), `{"name":"x","description":"y","applicationType":"client","applicationId":"a","permissions":["x"]}`, `"permissions[0]" must be a valid GUID`, "permissions.0"},
		"a key of an element":                  {mappingsBody(), `[{"groupName":"g","connectionName":"c"},{"groupName":"g","connectionName":7}]`, `"[1].connectionName" must be a string`, "1.connectionName"},
		"elements go before their number":      {ids(), `["x"]`, `"[0]" must be a valid GUID`, "0"},
		"too few elements":                     {ids(), `[]`, `"value" must contain at least 1 items`, ""},
		"the collections in their order":       {importBody(), `{"rules":7,"groups":7}`, `"groups" must be an array`, "groups"},
		"null in a collection":                 {importBody(), `{"roles":[{},null]}`, `"roles[1]" must be of type object`, "roles.1"},
		"a switch in an import":                {importBody(), `{"configuration":[{"_id":"v1","persistRoles":"on"}]}`, `"configuration[0].persistRoles" must be a boolean`, "configuration.0.persistRoles"},
		"a key that is empty":                  {groupBody(), `{"name":"x","description":"y","":1}`, `"value" is not allowed`, ""},
		"an empty key of an element":           {mappingsBody(), `[{"groupName":"g","connectionName":"c","":1}]`, `"[0]." is not allowed`, "0."},
		"a key with marks":                     {groupBody(), `{"name":"x","description":"y","<a/b>":1}`, `"<a/b>" is not allowed`, "&lt;a&#x2f;b&gt;"},
		"an id that is empty":                  {importBody(), `{"configuration":[{"_id":""}]}`, `"configuration[0]._id" is not allowed to be empty`, "configuration.0._id"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v, err := parseJSON(tt.body)
			if err != nil {
				t.Fatal(err)
			}
			_, wrong := tt.rule.check(v, nil)
			if wrong == nil {
				t.Fatal("nothing is wrong with it")
			}
			f := wrong.fault("payload")
			if f.message != tt.message || f.key != tt.key {
				t.Errorf("got %q at %q, want %q at %q", f.message, f.key, tt.message, tt.key)
			}
		})
	}
}

func TestLengthsAreCountedInUTF16Units(t *testing.T) {
	name := rule{kind: aString, most: 4}
	for s, ok := range map[string]bool{"äöüß": true, "äöüßx": false, "😀😀": true, "😀😀x": false, "\xed\xa0\x80abc": true} {
		if _, wrong := name.check(s, nil); (wrong == nil) != ok {
			t.Errorf("%q: %v", s, wrong)
		}
	}
}

func TestSwitchesTakeWordsInAnyCase(t *testing.T) {
	loose, strict := rule{kind: aBoolean, words: true}, rule{kind: aBoolean}
	tests := []struct {
		in            value
		loose, strict value // nil: refused
	}{
		{true, true, true}, {false, false, false}, {"true", true, true}, {"FALSE", false, false},
		{"yes", true, nil}, {"No", false, nil}, {"on", nil, nil}, {"1", nil, nil}, {1.0, nil, nil}, {" true", nil, nil}, {nil, nil, nil},
	}
	for _, tt := range tests {
		for r, want := range map[*rule]value{&loose: tt.loose, &strict: tt.strict} {
			got, wrong := r.check(tt.in, nil)
			if (wrong != nil) != (want == nil) || got != want {
				t.Errorf("%v: got %v, %v, want %v", tt.in, got, wrong, want)
			}
		}
	}
}
