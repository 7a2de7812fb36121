package catalog

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"authzx/internal/text"
)

// SheetText is what a spreadsheet saved, in UTF-8 or, by its mark, in UTF-16.
func SheetText(doc []byte) (string, error) {
	plain, err := marked(doc)
	switch {
	case err != nil:
		return "", fmt.Errorf("decoding the file: %w", err)
	case bytes.HasPrefix(plain, []byte("PK\x03\x04")), bytes.HasPrefix(plain, []byte("\xd0\xcf\x11\xe0")):
		return "", errors.New("a workbook, not text: save it as CSV in UTF-8")
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
	if bytes.IndexByte(plain, '\n') < 0 {
		plain = bytes.ReplaceAll(plain, []byte("\r"), []byte("\n")) // how old Macs end lines
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
	in.FieldsPerRecord = -1
	// Blanks may belong to a name, but where they stand before quotes.
	in.TrimLeadingSpace = in.Comma != '\t' && strings.Contains(content, sign+` "`)
	return in
}

// SheetRows are what a spreadsheet saved: a first line that names the columns, and rows.
type SheetRows struct {
	Head []string
	// Line is that of Head, then that of the row read last.
	Line int
	in   *csv.Reader
}

// SheetError is a line of a sheet that can't be read.
type SheetError struct {
	Line    int
	Problem string
}

// Error names the line; it is safe to draw.
func (e *SheetError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Problem) }

// ReadSheet reads the first line of text that [SheetText] gave.
func ReadSheet(content string) (*SheetRows, error) {
	switch start := strings.TrimSpace(content); {
	case start == "":
		return nil, errors.New("no header row: it is empty")
	case start[0] == '<':
		return nil, errors.New("a web page or XML, not CSV")
	case start[0] == '{', strings.HasPrefix(start, "[{"), strings.HasPrefix(start, "[\n"):
		return nil, errors.New("JSON, not CSV")
	}
	s := &SheetRows{in: SheetReader(strings.TrimPrefix(content, "\ufeff"))}
	head, err := s.read()
	s.Head = head
	// Who writes a blank behind the separators of the first line writes one everywhere.
	blank := len(head) > 1 && !slices.ContainsFunc(head[1:], func(h string) bool { return !strings.HasPrefix(h, " ") })
	s.in.TrimLeadingSpace = s.in.TrimLeadingSpace || blank
	return s, err
}

// Row is the next row that holds anything, with a cell for each column. Errors are
// *SheetError, and io.EOF at the end.
func (s *SheetRows) Row() ([]string, error) {
	for {
		row, err := s.read()
		if err != nil {
			return nil, err
		}
		filled := len(row)
		for filled > 0 && strings.TrimSpace(row[filled-1]) == "" {
			filled-- // spreadsheets leave empty cells and rows behind, or out
		}
		switch {
		case filled == 0:
			continue
		case filled > len(s.Head):
			return nil, &SheetError{s.Line, fmt.Sprintf("%d cells, but the header row names %s; a cell with a separator needs quotes", filled, text.Counted(len(s.Head), "column"))}
		}
		return append(row[:filled:filled], make([]string, len(s.Head)-filled)...), nil
	}
}

func (s *SheetRows) read() ([]string, error) {
	row, err := s.in.Read()
	if broken, ok := errors.AsType[*csv.ParseError](err); ok {
		problem := "a cell whose quotes don't close, or close before its end"
		if errors.Is(broken, csv.ErrBareQuote) {
			problem = `a quotation mark within a cell: put the cell in quotes, and write the mark twice`
		}
		return nil, &SheetError{broken.StartLine, problem}
	}
	if err == nil {
		s.Line, _ = s.in.FieldPos(0)
	}
	return row, err
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
