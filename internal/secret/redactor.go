package secret

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strings"
	"unicode/utf16"
)

// Redactor takes known secrets out of text, however they are written there. The zero
// value knows none.
type Redactor struct {
	secrets []Secret
	forms   []*regexp.Regexp // of those that are written otherwise in places
}

// NewRedactor knows secrets but those of less than six characters, which would tear up
// ordinary words.
func NewRedactor(secrets ...Secret) Redactor {
	var r Redactor
	for _, s := range secrets {
		if len(s.Reveal()) < 6 {
			continue
		}
		r.secrets = append(r.secrets, s)
		if strings.ContainsFunc(s.Reveal(), special) {
			r.forms = append(r.forms, formsOf(s.Reveal()))
		}
	}
	return r
}

// special reports whether forms, URLs, JSON or HTML may write c otherwise.
func special(c rune) bool {
	letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
	return !letter && (c < '0' || c > '9') && !strings.ContainsRune("-_.", c)
}

// formsOf matches a secret however it is written.
func formsOf(s string) *regexp.Regexp {
	var b strings.Builder
	for _, c := range s {
		if special(c) {
			b.WriteString(formsOfRune(c))
		} else {
			b.WriteString(regexp.QuoteMeta(string(c)))
		}
	}
	return regexp.MustCompile(b.String())
}

func formsOfRune(c rune) string {
	var percent, units strings.Builder
	for _, octet := range []byte(string(c)) {
		fmt.Fprintf(&percent, "%%(?i:%02x)", octet)
	}
	for _, unit := range utf16.Encode([]rune{c}) {
		fmt.Fprintf(&units, `\\u(?i:%04x)`, unit)
	}
	forms := []string{
		`\\?` + regexp.QuoteMeta(string(c)), percent.String(), units.String(),
		fmt.Sprintf("&#(?:0*%d|(?i:x0*%x));", c, c),
	}
	if name := html.EscapeString(string(c)); strings.HasSuffix(name, ";") {
		forms = append(forms, name)
	}
	switch c {
	case ' ':
		forms = append(forms, `\+`)
	case '"':
		forms = append(forms, "&quot;")
	}
	return "(?:" + strings.Join(forms, "|") + ")"
}

// String is s with *** in place of each secret.
func (r Redactor) String(s string) string {
	for _, known := range r.secrets {
		s = strings.ReplaceAll(s, known.Reveal(), mask)
	}
	for _, form := range r.forms {
		s = form.ReplaceAllLiteralString(s, mask)
	}
	return s
}

// Bytes is b with *** in place of each secret.
func (r Redactor) Bytes(b []byte) []byte {
	for _, known := range r.secrets {
		b = bytes.ReplaceAll(b, []byte(known.Reveal()), []byte(mask))
	}
	for _, form := range r.forms {
		b = form.ReplaceAllLiteral(b, []byte(mask))
	}
	return b
}
