package config

import (
	"regexp"
	"slices"
	"strings"

	"authzx/internal/secret"
	"authzx/internal/text"
)

const (
	allowedBool = "true or false, without quotes"
	allowedMiB  = "a whole number of MiB from 1 to 16384"
	notText     = "is not a quoted string"
	empty       = "is empty"
)

// anyTable takes any table; its own keys are looked at elsewhere.
func anyTable(value any) string {
	if _, ok := value.(map[string]any); !ok {
		return "is not a table"
	}
	return ""
}

// stringOf takes a string; put says what is wrong with it.
func stringOf(put func(string) (problem string)) func(any) string {
	return func(value any) string {
		s, ok := value.(string)
		if !ok {
			return notText
		}
		return put(s)
	}
}

// filledOf takes a string that is not empty.
func filledOf(put func(string) (problem string)) func(any) string {
	return stringOf(func(s string) string {
		if s == "" {
			return empty
		}
		return put(s)
	})
}

func textOf(into *text.Text) func(any) string {
	return filledOf(func(s string) string {
		*into = text.New(s)
		return ""
	})
}

func tenantOf(into *text.Text) func(any) string {
	label := regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)
	return filledOf(func(s string) string {
		*into = text.New(s)
		if !label.MatchString(s) {
			return quoted(s) + " is not a tenant name"
		}
		return ""
	})
}

func regionOf(into *Region) func(any) string {
	return stringOf(func(s string) string {
		var ok bool
		if *into, ok = lookupRegion(s); !ok {
			return "unknown region " + quoted(s)
		}
		return ""
	})
}

func urlOf(put func(string), check func(string) (string, string)) func(any) string {
	return stringOf(func(s string) string {
		// The address itself stays out of the message: it may hold a password.
		address, problem := check(s)
		if problem == "" {
			put(address)
		}
		return problem
	})
}

func pathOf(into *string, env Env, file string) func(any) string {
	return filledOf(func(s string) string {
		if strings.ContainsRune(s, 0) {
			return "is not a path"
		}
		*into = env.resolve(s, file)
		return ""
	})
}

func boolOf(into *bool) func(any) string {
	return func(value any) string {
		b, ok := value.(bool)
		if !ok {
			return "is neither true nor false"
		}
		*into = b
		return ""
	}
}

func switchOf(into *Switch) func(any) string {
	return func(value any) string {
		var on bool
		problem := boolOf(&on)(value)
		*into = Off
		if on {
			*into = On
		}
		return problem
	}
}

func oneOf(name string, into *string, choices ...string) key {
	return key{name, strings.Join(choices, ", ") + ", in quotes", stringOf(func(s string) string {
		if !slices.Contains(choices, s) {
			return quoted(s) + " is unknown"
		}
		*into = s
		return ""
	})}
}

func mibOf(into *int64) func(any) string {
	return func(value any) string {
		n, ok := value.(int64)
		if !ok || n < 1 || n > 16384 {
			return "is out of range"
		}
		*into = n << 20
		return ""
	}
}

func inlineOf(c *credential) func(any) string {
	return filledOf(func(s string) string {
		*c = credential{source: SourceFile, inline: secret.New(s)}
		return ""
	})
}

func variableOf(c *credential) func(any) string {
	return stringOf(func(s string) string {
		if !isVariable(s) {
			return errVariable
		}
		*c = credential{source: SourceEnvironment, variable: s}
		return ""
	})
}

func commandOf(c *credential) func(any) string {
	return func(value any) string {
		list, ok := value.([]any)
		if !ok || len(list) == 0 {
			return "is not an array of strings"
		}
		words := make([]string, len(list))
		for i, one := range list {
			if words[i], ok = one.(string); !ok {
				return "is not an array of strings"
			}
		}
		if words[0] == "" {
			return "names no program"
		}
		*c = credential{source: SourceCommand, command: words}
		return ""
	}
}

func keyringOf(c *credential) func(any) string {
	return func(value any) string {
		if value != true {
			return "is not true"
		}
		*c = credential{source: SourceKeyring}
		return ""
	}
}
