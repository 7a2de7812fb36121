package api

import (
	"bytes"
	"strings"

	"authzx/internal/secret"
	"authzx/internal/text"
)

// redactor takes known secrets out of what a server says: an echo of a header
// must not get into an error or a log.
type redactor struct {
	secrets []secret.Secret
}

func newRedactor(secrets ...secret.Secret) redactor {
	var r redactor
	for _, s := range secrets {
		// A shorter one would tear up ordinary words.
		if len(s.Reveal()) >= 6 {
			r.secrets = append(r.secrets, s)
		}
	}
	return r
}

const redacted = "***"

func (r redactor) string(s string) string {
	for _, known := range r.secrets {
		s = strings.ReplaceAll(s, known.Reveal(), redacted)
	}
	return s
}

func (r redactor) text(t text.Text) text.Text { return text.New(r.string(t.Raw())) }

func (r redactor) bytes(b []byte) []byte {
	for _, known := range r.secrets {
		b = bytes.ReplaceAll(b, []byte(known.Reveal()), []byte(redacted))
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
