package drawing

import (
	"bufio"
	"fmt"
	"strings"

	"authzx/internal/catalog"
)

// DOT writes the picture in the language of Graphviz.
func (p Picture) DOT(w *bufio.Writer) {
	fmt.Fprint(w, "digraph authzx {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n")
	quoted := dotTexts()
	for i, n := range p.Nodes {
		label := quoted.Replace(n.Label())
		if detail := n.detail(); detail != "" {
			label += `\n` + quoted.Replace(detail)
		}
		fmt.Fprintf(w, "  n%d [label=\"%s\", tooltip=\"%s\", shape=%s%s];\n", i, label, quoted.Replace(n.title()), dotShape(n.Shape), dotDress(n))
	}
	for _, e := range p.Edges {
		fmt.Fprintf(w, "  n%d -> n%d [tooltip=\"%s\"%s];\n", e.From, e.To, e.Kind, dotCycle(e))
	}
	fmt.Fprint(w, "}\n")
}

// dotTexts makes texts what stands within quotes. Beside quotes and backslashes, which would
// begin an escape, an ampersand counts: it would begin a character's name.
func dotTexts() *strings.Replacer {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, `&`, `&amp;`)
}

func dotShape(s catalog.Shape) string {
	switch s {
	case catalog.Oval:
		return "oval"
	case catalog.Hexagon:
		return "hexagon"
	case catalog.Sheet:
		return "note"
	default:
		return "box"
	}
}

func dotDress(n Node) string {
	switch {
	case n.Missing:
		return ", style=dotted"
	case n.Cycle:
		return ", color=red"
	}
	return ""
}

func dotCycle(e Edge) string {
	if e.Cycle {
		return `, color=red, style=dashed, label="cycle"`
	}
	return ""
}
