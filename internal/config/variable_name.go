package config

import "regexp"

// errVariable is what is wrong with a name that no variable has. The name is not shown:
// it may well be the secret itself.
const errVariable = "is not the name of a variable"

// MayBeVariable reports whether a text may be seen where a variable is to be named:
// whatever can't be a name, or looks made at random, may be the secret itself.
func MayBeVariable(s string) bool {
	return isVariable(s) && !random(s)
}

func isVariable(s string) bool {
	return regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`).MatchString(s)
}

// randomLength and randomTurns are from how many characters, and changes between letters
// and digits, on a text looks random.
const (
	randomLength = 20
	randomTurns  = 5
)

func random(s string) bool {
	var upper, lower, digit, last bool
	turns := 0
	for i, r := range s {
		now := '0' <= r && r <= '9'
		upper = upper || 'A' <= r && r <= 'Z'
		lower = lower || 'a' <= r && r <= 'z'
		digit = digit || now
		if i > 0 && now != last {
			turns++
		}
		last = now
	}
	return len(s) >= randomLength && (upper && lower && digit || turns >= randomTurns)
}

// variableWords names a variable in messages.
func variableWords(name string) string {
	if !MayBeVariable(name) {
		return "the environment variable of client_secret_env"
	}
	return "the environment variable " + name
}
