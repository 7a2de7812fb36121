package api

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strings"
	"unicode/utf16"

	"authzx/internal/secret"
	"authzx/internal/text"
)

// redactor takes known secrets out of what a server says: an echo of a header
// or of a form must not get into an error or a log.
type redactor struct {
	secrets []secret.Secret
	forms   []*regexp.Regexp // of those that are written otherwise in places
}

func newRedactor(secrets ...secret.Secret) redactor {
	var r redactor
	for _, s := range secrets {
		// A shorter one would tear up ordinary words.
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

const redacted = "***"

func (r redactor) string(s string) string {
	for _, known := range r.secrets {
		s = strings.ReplaceAll(s, known.Reveal(), redacted)
	}
	for _, form := range r.forms {
		s = form.ReplaceAllLiteralString(s, redacted)
	}
	return s
}

func (r redactor) text(t text.Text) text.Text { return text.New(r.string(t.Raw())) }

func (r redactor) bytes(b []byte) []byte {
	for _, known := range r.secrets {
		b = bytes.ReplaceAll(b, []byte(known.Reveal()), []byte(redacted))
	}
	for _, form := range r.forms {
		b = form.ReplaceAllLiteral(b, []byte(redacted))
	}
	return b
}

func (r redactor) error(e *Error) {
	e.Message, e.Code, e.Detail, e.RequestID = r.text(e.Message), r.text(e.Code), r.text(e.Detail), r.text(e.RequestID)
	if e.InUse != nil {
		e.InUse.List = r.text(e.InUse.List)
	}
	if e.Validation != nil {
		for i, key := range e.Validation.Keys {
			e.Validation.Keys[i] = r.text(key)
		}
		e.Validation.Source = r.text(e.Validation.Source)
	}
}
