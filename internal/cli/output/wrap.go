package output

import (
	"bytes"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Wrapped breaks lines that are longer than width, at blanks; what follows is indented a
// little more than the line.
func Wrapped(w io.Writer, width int) io.Writer { return &wrapped{w: w, width: width} }

type wrapped struct {
	w     io.Writer
	width int
	rest  []byte // of a line that has not come to its end
}

func (f *wrapped) Write(p []byte) (int, error) {
	f.rest = append(f.rest, p...)
	end := bytes.LastIndexByte(f.rest, '\n') + 1
	var b strings.Builder
	for line := range strings.Lines(string(f.rest[:end])) {
		b.WriteString(f.broken(strings.TrimSuffix(line, "\n")) + "\n")
	}
	f.rest = f.rest[end:]
	if _, err := io.WriteString(f.w, b.String()); err != nil {
		return 0, err
	}
	return len(p), nil
}

func (f *wrapped) broken(line string) string {
	if ansi.StringWidth(line) <= f.width {
		return line
	}
	if at := strings.LastIndex(line, "   "); at > 0 { // what a column has to spare goes first
		line = strings.TrimRight(line[:at], " ") + "  " + strings.TrimLeft(line[at:], " ")
		if ansi.StringWidth(line) <= f.width {
			return line
		}
	}
	plain := ansi.Strip(line)
	margin := strings.Repeat(" ", min(len(plain)-len(strings.TrimLeft(plain, " "))+4, f.width/2))
	head, tail, _ := strings.Cut(ansi.Wrap(line, f.width, " "), "\n")
	if tail == "" {
		return head
	}
	tail = ansi.Wrap(strings.ReplaceAll(tail, "\n", " "), f.width-len(margin), " ")
	return head + "\n" + margin + strings.ReplaceAll(tail, "\n", "\n"+margin)
}

// messageMargin is how far the further lines of a message are indented.
const messageMargin = 4

// Message is a line for a person, broken at blanks alone where it is longer than width: a
// path or an address stays whole, so that it can be copied.
func Message(line string, width int) string { return atBlanks(line, width, messageMargin) }

// Paragraphs is text with each line broken at blanks where it is longer than width. Lines
// that begin with a blank are commands or tables and stay whole.
func Paragraphs(text string, width int) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if !strings.HasPrefix(line, " ") && !strings.HasPrefix(line, "\t") {
			lines[i] = atBlanks(line, width, 0)
		}
	}
	return strings.Join(lines, "\n")
}

func atBlanks(line string, width, margin int) string {
	var b strings.Builder
	used := 0
	for i, word := range strings.Split(line, " ") {
		n := ansi.StringWidth(word)
		switch {
		case i == 0:
		case used+1+n > width:
			b.WriteString("\n" + strings.Repeat(" ", margin))
			used = margin
		default:
			b.WriteByte(' ')
			used++
		}
		b.WriteString(word)
		used += n
	}
	return b.String()
}
