package text

import "testing"

func TestLowerCaseIsThatOfTheServersLanguage(t *testing.T) {
	tests := map[string]string{
		"plain": "plain", "ABC": "abc", "Straße": "straße", "STRASSE": "strasse", "Ä": "ä",
		"\u0130": "i\u0307", "ΟΔΟΣ": "οδος", "ΟΔΟΣ ΟΔΟΣ.": "οδος οδος.", "Σ": "σ", "ΑΣΑ": "ασα", "Α\u0301Σ'": "α\u0301ς'",
		"\xed\xa0\x80A": "\xed\xa0\x80a",
	}
	for in, want := range tests {
		if got := New(in).Lower(); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
