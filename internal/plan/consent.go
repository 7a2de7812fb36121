package plan

// Consent is what a person has to do before something is sent that alters a tenant.
type Consent int

// The consents. By ConsentNever nothing is sent, whatever a person does.
const (
	ConsentYes  Consent = iota // say yes
	ConsentName                // type a name: of the tenant, or of what is at stake
	ConsentNever
)

// ConsentFor is what a change takes: one of a tenant in production, or one of which much
// hangs, is not sent by a key pressed in passing.
func ConsentFor(production, readOnly, grave bool) Consent {
	switch {
	case readOnly:
		return ConsentNever
	case production || grave:
		return ConsentName
	}
	return ConsentYes
}
