package exit

import "fmt"

// maxCode is Auth0's limit of an Action's code, in bytes.
const maxCode = 100_000

// TooLargeError says that an Action would be larger than Auth0 takes.
type TooLargeError struct{ Bytes int }

// Error names the size, the limit and the way on.
func (e *TooLargeError) Error() string {
	return fmt.Sprintf("the code would have %d bytes, and Auth0 accepts at most %d: use the target action, or delete groups, roles and mappings that nobody uses (authzx doctor lists them)",
		e.Bytes, maxCode)
}

func within(code string) (string, error) {
	if len(code) > maxCode {
		return "", &TooLargeError{len(code)}
	}
	return code, nil
}
