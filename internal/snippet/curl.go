package snippet

import (
	"fmt"
	"strings"
)

// maxArgument is how long a word of a command may be: Linux stops at 128 KiB.
const maxArgument = 100_000

// curl is a command for any POSIX shell. What single quotes can't carry safely
// comes through a pipe from printf, and so does what is too long for a command.
func (r request) curl() string {
	words := []string{"curl --request " + r.method + " " + shellQuote(r.url)}
	if strings.ContainsAny(r.url, "{}[]") {
		// curl would take these for lists of addresses.
		words = append(words, "--globoff")
	}
	switch {
	case r.open:
	case r.token == "":
		words = append(words, `--header "Authorization: Bearer $AUTHZX_TOKEN"`)
	default:
		words = append(words, "--header "+shellQuote("Authorization: Bearer "+r.token))
	}
	pipe := ""
	if r.body != nil {
		words = append(words, "--header "+shellQuote("Content-Type: "+r.media))
		switch body := string(r.body); {
		case !displayableText(body):
			pipe = "printf " + printfFormat(body) + " | "
		case len(body) > maxArgument:
			pipe = "printf %s " + shellQuote(body) + " | "
		default:
			words = append(words, "--data-raw "+shellQuote(body))
		}
		if pipe != "" {
			words = append(words, "--data-binary @-")
		}
	}
	return pipe + strings.Join(words, " \\\n  ")
}

// shellQuote quotes text that is displayable as it is.
func shellQuote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// printfFormat is the first argument of printf that prints exactly s, every
// byte of it.
func printfFormat(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c == '%':
			b.WriteString("%%")
		case c < ' ' || c > '~' || c == '\\' || c == '\'' || i == 0 && c == '-':
			fmt.Fprintf(&b, `\%03o`, c)
		default:
			b.WriteByte(c)
		}
	}
	return shellQuote(b.String())
}
