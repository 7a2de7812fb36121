package sandbox

import "testing"

func TestKeysOfFaultsAreEscapedForPages(t *testing.T) {
	tests := map[string]string{
		"":                         "",
		"groups.0._id":             "groups.0._id",
		"azAZ09 _-.,:":             "azAZ09 _-.,:",
		"a/b":                      "a&#x2f;b",
		`<b class="x">&</b>`:       "&lt;b class&#x3d;&quot;x&quot;&gt;&amp;&lt;&#x2f;b&gt;",
		"it's":                     "it&#x27;s",
		"\x00\n":                   "&#x00;&#x0a;",
		"ä":                        "&#xe4;",
		"\u00a0¢£¤©®":              "&nbsp;&cent;&pound;&curren;&copy;&reg;",
		"Ā":                        "&#256;",
		"😀":                        "&#55357;&#56832;",
		"\xed\xa0\x80" + "x":       "&#55296;x",
		"{|}~":                     "&#x7b;&#x7c;&#x7d;&#x7e;",
		"constructor.__proto__[0]": "constructor.__proto__&#x5b;0&#x5d;",
	}
	for s, want := range tests {
		if got := escapeHTML(s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}
