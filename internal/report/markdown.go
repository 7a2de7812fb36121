package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// Markdown writes a review as a table.
func (r Review) Markdown(w io.Writer, names func(rbac.Ref) text.Text) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "# Access review: %s\n\n%s, %d rows\n\n", plainMarkdown(r.Tenant.String()), r.Made.UTC().Format("2006-01-02 15:04 UTC"), len(r.Rows))
	writeMarkdown(out, Columns())
	rule := make([]string, len(Columns()))
	for i := range rule {
		rule[i] = "---"
	}
	fmt.Fprintf(out, "| %s |\n", strings.Join(rule, " | "))
	for _, row := range r.Rows {
		writeMarkdown(out, row.Cells(names))
	}
	return out.Flush()
}

func writeMarkdown(out *bufio.Writer, cells []string) {
	safe := make([]string, len(cells))
	for i, cell := range cells {
		safe[i] = plainMarkdown(cell)
	}
	fmt.Fprintf(out, "| %s |\n", strings.Join(safe, " | "))
}

// harmless is punctuation that means nothing within a line whose brackets and colons
// are escaped.
const harmless = `-,;()'"%+=?/`

// plainMarkdown is text that means nothing but itself: CommonMark takes a backslash
// before any ASCII punctuation.
func plainMarkdown(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n' || r == '\r':
			b.WriteByte(' ')
			continue
		case strings.ContainsRune(harmless, r):
		case r > ' ' && r < 0x7F && !('0' <= r && r <= '9') && !('A' <= r && r <= 'Z') && !('a' <= r && r <= 'z'):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
