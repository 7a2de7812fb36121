package text

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestJSONKeepsTheValueAndEscapesWhatIsNotPrintable(t *testing.T) {
	tests := map[string]struct{ raw, want string }{
		"plain":                          {"abc", `"abc"`},
		"quote, backslash and slash":     {`a"\/`, `"a\"\\/"`},
		"line end, return and tab":       {"\n\r\t", `"\n\r\t"`},
		"control characters":             {"\x00\x1b\x7f\u009b", `"\u0000\u001b\u007f\u009b"`},
		"markup is no danger":            {"<b>&", `"<b>&"`},
		"bidirectional and zero-width":   {"\u202e\u200b", `"\u202e\u200b"`},
		"separators":                     {"\u2028\u2029", `"\u2028\u2029"`},
		"tags need two units":            {"\U000E0041", `"\udb40\udc41"`},
		"emoji stay":                     {"🚀", `"🚀"`},
		"a lone high surrogate":          {"a\xed\xa0\xbdb", `"a\ud83db"`},
		"a lone low surrogate":           {"\xed\xb8\x80", `"\ude00"`},
		"a byte that is no UTF-8":        {"\xff", `"\ufffd"`},
		"a mark with nothing below it":   {"\u0301", `"\u0301"`},
		"a mark behind an escape":        {"\n\u0301", `"\n\u0301"`},
		"a mark on a letter stays":       {"e\u0301", "\"e\u0301\""},
		"the bracket of visible escapes": {"⟨", `"⟨"`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := json.Marshal(New(test.raw))
			if err != nil {
				t.Fatal(err)
			}
			// encoding/json escapes markup in what a Marshaler gives; the value is
			// the same, so the comparison is with our own bytes.
			if own := AppendJSON(nil, test.raw); string(own) != test.want {
				t.Errorf("AppendJSON gives %s, want %s", own, test.want)
			}
			var back Text
			if err := json.Unmarshal(got, &back); err != nil {
				t.Fatal(err)
			}
			if want := strings.ToValidUTF8(test.raw, "\ufffd"); back.Raw() != test.raw && back.Raw() != want {
				t.Errorf("came back as %q, was %q", back.Raw(), test.raw)
			}
		})
	}
}

func TestUnquoteReadsEveryJSONString(t *testing.T) {
	tests := map[string]struct{ in, want string }{
		"empty":                           {`""`, ""},
		"short escapes":                   {`"\"\\\/\b\f\n\r\t"`, "\"\\/\b\f\n\r\t"},
		"a unit":                          {`"\u00e9"`, "é"},
		"upper-case digits":               {`"\u00E9"`, "é"},
		"a surrogate pair":                {`"\ud83d\ude80"`, "🚀"},
		"a lone high surrogate":           {`"\ud83dx"`, "\xed\xa0\xbdx"},
		"a lone low surrogate":            {`"\ude80"`, "\xed\xba\x80"},
		"two high surrogates":             {`"\ud83d\ud83d"`, "\xed\xa0\xbd\xed\xa0\xbd"},
		"high, high and low":              {`"\ud83d\ud83d\ude80"`, "\xed\xa0\xbd🚀"},
		"a pair the wrong way round":      {`"\ude80\ud83d"`, "\xed\xba\x80\xed\xa0\xbd"},
		"a high surrogate and a letter":   {`"\ud83d\u0041"`, "\xed\xa0\xbdA"},
		"a real replacement character":    {`"\ufffd"`, "\ufffd"},
		"NUL":                             {`"\u0000"`, "\x00"},
		"raw bytes that are no UTF-8":     {"\"\xff\"", "\xff"},
		"an escaped backslash before a u": {`"\\u0041"`, `\u0041`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := Unquote([]byte(test.in))
			if err != nil || got != test.want {
				t.Errorf("got %q, %v; want %q", got, err, test.want)
			}
		})
	}
}

func TestUnquoteRefusesWhatIsNoJSONString(t *testing.T) {
	for _, in := range []string{
		``, `"`, `a`, `1`, `{}`, `'a'`, `"a`, `a"`, `"a"b"`, `"\"`, `"a\"`, `"\x41"`, `"\u12"`, `"\u12g4"`, `"\u+123"`, `"\ud83d\u"`, "\"a\nb\"", "\"\x00\"", `"\'"`,
	} {
		if got, err := Unquote([]byte(in)); err == nil {
			t.Errorf("%s was read as %q", in, got)
		}
	}
}

func TestUnmarshalTakesNullAndRefusesOtherTypes(t *testing.T) {
	got := New("kept")
	if err := json.Unmarshal([]byte(`null`), &got); err != nil || got != New("kept") {
		t.Errorf("null gives %q, %v", got, err)
	}
	for _, in := range []string{`1`, `true`, `[]`, `{}`} {
		if err := json.Unmarshal([]byte(in), &got); err == nil {
			t.Errorf("%s was taken for a text", in)
		}
	}
}

func FuzzJSONRoundTrip(f *testing.F) {
	for _, seed := range []string{"", "a\"\\", "\x1b", "\u202e", "\xed\xa0\xbd\xed\xba\x80", "\xed\xa0\xbd", "\xff", "🚀", "\u2028"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		b := AppendJSON(nil, raw)
		if at := firstUnsafe(string(b)); at >= 0 {
			t.Fatalf("%q marshals to %q, unsafe at %d", raw, b, at)
		}
		var back Text
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatalf("%q marshals to %s: %v", raw, b, err)
		}
		if back.Units() != New(raw).Units() {
			t.Fatalf("%q has %d units, came back with %d", raw, New(raw).Units(), back.Units())
		}
		again, err := Unquote(AppendJSON(nil, back.Raw()))
		if err != nil || again != back.Raw() {
			t.Fatalf("%q came back as %q, then as %q, %v", raw, back.Raw(), again, err)
		}
		if !utf8.ValidString(raw) {
			return
		}
		if back.Raw() != raw {
			t.Fatalf("%q came back as %q", raw, back.Raw())
		}
		var standard string
		if err := json.Unmarshal(b, &standard); err != nil || standard != raw {
			t.Fatalf("encoding/json reads %s as %q, %v", b, standard, err)
		}
	})
}

func FuzzUnquote(f *testing.F) {
	for _, seed := range []string{`""`, `"\ud83d\ude80"`, `"\ud83d"`, `"\n"`, `"a"b"`, `"\"`, `null`, "\"\xff\"", `"\u00zz"`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := Unquote(b)
		if len(b) == 0 || b[0] != '"' || b[len(b)-1] != '"' {
			if err == nil {
				t.Fatalf("%q was read as %q", b, got)
			}
			return
		}
		var standard string
		standardErr := json.Unmarshal(b, &standard)
		if (err == nil) != (standardErr == nil) {
			t.Fatalf("%q: %v here, %v in encoding/json", b, err, standardErr)
		}
		if err == nil && utf8.Valid(b) && replaced(got) != standard {
			t.Fatalf("%q: %q here, %q in encoding/json", b, got, standard)
		}
	})
}

// replaced is s as encoding/json leaves it: each lone surrogate is U+FFFD.
func replaced(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := decode(s[i:])
		if r < 0 || isSurrogate(r) {
			r = utf8.RuneError
		}
		b.WriteRune(r)
		i += size
	}
	return b.String()
}
