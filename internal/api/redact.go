package api

import (
	"authzx/internal/secret"
	"authzx/internal/text"
)

// redactor takes known secrets out of what a server says: an echo of a header
// or of a form must not get into an error or a log.
type redactor struct{ secret.Redactor }

func newRedactor(secrets ...secret.Secret) redactor { return redactor{secret.NewRedactor(secrets...)} }

func (r redactor) text(t text.Text) text.Text { return text.New(r.String(t.Raw())) }

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
