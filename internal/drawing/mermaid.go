package drawing

import (
	"bufio"
	"fmt"
	"strings"
	"unicode"

	"authzx/internal/catalog"
)

// Mermaid writes the picture as a flowchart of Mermaid.
func (p Picture) Mermaid(w *bufio.Writer) {
	fmt.Fprint(w, "flowchart LR\n")
	for i, n := range p.Nodes {
		label := mermaidText(n.Label())
		if detail := n.detail(); detail != "" {
			label += "<br/>" + mermaidText(detail)
		}
		open, end := mermaidShape(n.Shape)
		fmt.Fprintf(w, "  n%d%s\"%s\"%s%s\n", i, open, label, end, mermaidClass(n))
	}
	for _, e := range p.Edges {
		fmt.Fprintf(w, "  n%d %s n%d\n", e.From, mermaidArrow(e), e.To)
	}
	fmt.Fprint(w, "  classDef cycle stroke:#c00\n  classDef missing stroke-dasharray:3 3\n")
}

// mermaidText is a text within quotes. Signs stand for themselves only where none of
// them can mean anything: behind a letter, so that nothing begins a list or a heading.
func mermaidText(s string) string {
	var b strings.Builder
	lettered := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r):
			lettered = true
			b.WriteRune(r)
		case unicode.IsDigit(r), r == ' ':
			b.WriteRune(r)
		case lettered && strings.ContainsRune(":-._/@,()", r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "#%d;", r)
		}
	}
	return b.String()
}

func mermaidShape(s catalog.Shape) (open, end string) {
	switch s {
	case catalog.Oval:
		return "([", "])"
	case catalog.Hexagon:
		return "{{", "}}"
	case catalog.Sheet:
		return ">", "]"
	default:
		return "[", "]"
	}
}

func mermaidClass(n Node) string {
	switch {
	case n.Missing:
		return ":::missing"
	case n.Cycle:
		return ":::cycle"
	}
	return ""
}

func mermaidArrow(e Edge) string {
	if e.Cycle {
		return "-. cycle .->"
	}
	return "-->"
}
