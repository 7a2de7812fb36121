package catalog

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// SheetText is what a spreadsheet saved, in UTF-8 or, by its mark, in UTF-16.
func SheetText(doc []byte) (string, error) {
	plain, err := marked(doc)
	switch {
	case err != nil:
		return "", fmt.Errorf("decoding the file: %w", err)
	case bytes.IndexByte(plain, 0) >= 0:
		return "", errors.New("not text, or UTF-16 without a byte order mark: save it as CSV in UTF-8")
	case !utf8.Valid(plain):
		line := 1
		for len(plain) > 0 {
			r, size := utf8.DecodeRune(plain)
			if r == utf8.RuneError && size == 1 {
				break
			}
			if r == '\n' {
				line++
			}
			plain = plain[size:]
		}
		return "", fmt.Errorf("line %d is not UTF-8: save it as CSV in UTF-8", line)
	}
	return string(plain), nil
}

func marked(doc []byte) ([]byte, error) {
	plain, _, err := transform.Bytes(unicode.BOMOverride(encoding.Nop.NewDecoder()), doc)
	return plain, err
}

// separators are what spreadsheets put between cells: it depends on the country.
const separators = ",;\t"

// SheetReader reads the cells of what a spreadsheet saved. The first line tells what
// stands between them.
func SheetReader(content string) *csv.Reader {
	first, rest, _ := strings.Cut(content, "\n")
	sign, told := strings.CutPrefix(strings.TrimRight(first, "\r"), "sep=")
	if told && len(sign) == 1 && strings.Contains(separators, sign) {
		content = "\n" + rest // the lines keep their numbers
	} else {
		sign = separatorOf(content)
	}
	in := csv.NewReader(strings.NewReader(content))
	in.Comma = rune(sign[0])
	// Blanks may belong to a name, but where they stand before quotes.
	in.TrimLeadingSpace = in.Comma != '\t' && strings.Contains(content, sign+` "`)
	return in
}

// separatorOf is the separator that stands most in the first line, quoted cells left out.
func separatorOf(content string) string {
	count := make(map[rune]int)
	quoted := false
	for _, r := range content {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == '\n':
			return most(count)
		default:
			count[r]++
		}
	}
	return most(count)
}

func most(count map[rune]int) string {
	best := ','
	for _, r := range separators {
		if count[r] > count[best] {
			best = r
		}
	}
	return string(best)
}
