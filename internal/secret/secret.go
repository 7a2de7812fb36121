// Package secret holds values that must never be printed.
package secret

import (
	"fmt"
	"io"
	"log/slog"
)

const mask = "***"

// Secret is a credential. Whatever prints, logs or marshals it gets ***; only
// Reveal gives the value. The zero value is no secret at all. Two secrets are
// compared by their revealed values, not with ==.
type Secret struct {
	// A pointer, because fmt prints the unexported fields of a struct around a
	// Secret without asking its methods; of a pointer it prints the address.
	value *string
}

// New wraps value.
func New(value string) Secret {
	if value == "" {
		return Secret{}
	}
	return Secret{value: &value}
}

// Reveal is the value itself, for the one place that sends it.
func (s Secret) Reveal() string {
	if s.value == nil {
		return ""
	}
	return *s.value
}

// IsZero reports whether there is no value.
func (s Secret) IsZero() bool { return s.value == nil }

// String is ***.
func (s Secret) String() string { return mask }

// GoString is ***.
func (s Secret) GoString() string { return mask }

// Format writes *** under every verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, mask) }

// LogValue logs ***.
func (s Secret) LogValue() slog.Value { return slog.StringValue(mask) }

// MarshalJSON gives "***".
func (s Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + mask + `"`), nil }

// MarshalText gives ***.
func (s Secret) MarshalText() ([]byte, error) { return []byte(mask), nil }

// UnmarshalText takes the value as it stands, for configuration files.
func (s *Secret) UnmarshalText(b []byte) error {
	*s = New(string(b))
	return nil
}
