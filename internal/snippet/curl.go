package snippet

import (
	"fmt"
	"strings"
)

// maxArgument is how long a word of a command may be: Linux stops at 128 KiB.
const maxArgument = 100_000

// curl is a command for any POSIX shell. The token comes through a pipe from printf,
// which every shell has built in: among the arguments of a process all could read it.
// So does a body that single quotes can't carry safely or that is too long for a
// command; the header then has a descriptor of its own.
func (r request) curl() string {
	words := []string{"curl --request " + r.method + " " + shellQuote(r.url)}
	if strings.ContainsAny(r.url, "{}[]") {
		// curl would take these for lists of addresses.
		words = append(words, "--globoff")
	}
	body, pipe := r.curlBody()
	if r.open {
		return pipe + joined("", append(words, body...))
	}
	if pipe == "" {
		return r.printToken() + " |\n" + joined("", append(append(words, "--header @-"), body...))
	}
	words = append(append(words, "--header @/dev/fd/3"), body...)
	return r.printToken() + " | {\n  " + pipe + joined("  ", words) + "\n} 3<&0"
}

// printToken prints the header that holds the token.
func (r request) printToken() string {
	token := `"$AUTHZX_TOKEN"`
	if r.token != "" {
		token = shellQuote(r.token)
	}
	return `printf 'Authorization: Bearer %s\n' ` + token
}

// curlBody gives the words for the body, and what prints it where it can't be a word.
func (r request) curlBody() (words []string, pipe string) {
	if r.body == nil {
		return nil, ""
	}
	words = []string{"--header " + shellQuote("Content-Type: "+r.media)}
	switch body := string(r.body); {
	case !displayableText(body):
		pipe = "printf " + printfFormat(body) + " | "
	case len(body) > maxArgument:
		pipe = "printf %s " + shellQuote(body) + " | "
	default:
		return append(words, "--data-raw "+shellQuote(body)), ""
	}
	return append(words, "--data-binary @-"), pipe
}

// joined writes each word on a line of its own.
func joined(indent string, words []string) string { return strings.Join(words, " \\\n  "+indent) }

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
