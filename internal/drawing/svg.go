package drawing

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Sizes of the picture, in pixels.
const (
	margin     = 24
	boxHeight  = 40
	bendHeight = 12
	rowGap     = 12
	columnGap  = 96
	letter     = 8 // a letter is about as wide
	longest    = 40
)

// svgStyle gives colours for bright and dark pages.
const svgStyle = `
:root { color-scheme: light dark; --ink: #1c2430; --faint: #667080; --line: #8a94a3; --paper: #fff; --alarm: #c3232b }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --faint: #98a2b3; --line: #6b7687; --paper: #12161c; --alarm: #ff6b6b } }
svg { background: var(--paper) } text { font: 13px sans-serif; fill: var(--ink) } .detail { font-size: 11px; fill: var(--faint) }
rect { fill: var(--paper); stroke: var(--line) } .user rect { rx: 20px } .role rect { stroke-width: 2 } .permission rect { stroke-dasharray: 6 2 }
.missing rect { stroke-dasharray: 2 3 } .cycle rect { stroke: var(--alarm) }
.tie { fill: none; stroke: var(--line) } .tie.cycle { stroke: var(--alarm); stroke-dasharray: 5 3 } #tip path { fill: var(--line) }
`

// box is where a node stands; a bend has no width.
type box struct{ x, y, width, height int }

func (b box) middle() int { return b.y + b.height/2 }

// SVG writes the picture as a drawing that stands alone: no script, nothing fetched.
func (p Picture) SVG(w *bufio.Writer, title string) {
	l := layered(len(p.Nodes), p.Edges)
	boxes, width, height := p.boxes(l)
	fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="%d" height="%d" viewBox="0 0 %d %d">`, width, height, width, height)
	fmt.Fprintf(w, "\n<title>%s</title>\n<style>%s</style>\n", xmlText(title), svgStyle)
	fmt.Fprint(w, `<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>`+"\n")
	for i, e := range p.Edges {
		fmt.Fprintf(w, `<path class="tie %s%s" d="%s" marker-end="url(#tip)"><title>%s</title></path>`+"\n",
			e.Kind, marked(e.Cycle, " cycle"), line(l.chains[i], boxes), p.sentence(e))
	}
	for i, n := range p.Nodes {
		writeBox(w, n, boxes[i])
	}
	fmt.Fprint(w, "</svg>\n")
}

func marked(is bool, class string) string {
	if is {
		return class
	}
	return ""
}

// sentence is what an edge says when it is pointed at.
func (p Picture) sentence(e Edge) string {
	return xmlText(fmt.Sprintf("%s › %s", p.Nodes[e.From].Label(), p.Nodes[e.To].Label()) + marked(e.Cycle, " (cycle)"))
}

func writeBox(w *bufio.Writer, n Node, b box) {
	fmt.Fprintf(w, `<g class="%s%s%s"><title>%s</title><rect x="%d" y="%d" width="%d" height="%d" rx="4"/>`,
		n.Ref.Kind, marked(n.Missing, " missing"), marked(n.Cycle, " cycle"),
		xmlText(n.Label()+", "+n.title()+marked(n.Cycle, ", in a cycle")), b.x, b.y, b.width, b.height)
	fmt.Fprintf(w, `<text x="%d" y="%d">%s</text>`, b.x+10, b.y+17, xmlText(cut(n.Label())))
	if detail := n.detail(); detail != "" {
		fmt.Fprintf(w, `<text class="detail" x="%d" y="%d">%s</text>`, b.x+10, b.y+32, xmlText(cut(detail)))
	}
	fmt.Fprint(w, "</g>\n")
}

// boxes places nodes and bends: columns side by side, each in the middle of the height.
func (p Picture) boxes(l layers) (boxes []box, width, height int) {
	boxes = make([]box, len(l.column))
	tall := make([]int, len(l.order))
	for c, column := range l.order {
		for _, n := range column {
			boxes[n].height = bendHeight
			if n < len(p.Nodes) {
				boxes[n] = box{height: boxHeight, width: boxWidth(p.Nodes[n])}
			}
			tall[c] += boxes[n].height + rowGap
		}
		height = max(height, tall[c])
	}
	x := margin
	for c, column := range l.order {
		y, wide := margin+(height-tall[c])/2, 0
		for _, n := range column {
			boxes[n].x, boxes[n].y = x, y
			y += boxes[n].height + rowGap
			wide = max(wide, boxes[n].width)
		}
		for _, n := range column {
			if n < len(p.Nodes) {
				boxes[n].width = wide
			} else {
				boxes[n].x += wide / 2
			}
		}
		x += wide + columnGap
	}
	return boxes, max(x-columnGap, margin) + 2*margin, height + 2*margin
}

// line goes from box to box; back to the left it swings around.
func line(chain []int, boxes []box) string {
	from := boxes[chain[0]]
	x, y := from.x+from.width, from.middle()
	var d strings.Builder
	fmt.Fprintf(&d, "M%d %d", x, y)
	for _, n := range chain[1:] {
		to := boxes[n]
		swing := max(columnGap/2, (to.x-x)/2)
		fmt.Fprintf(&d, "C%d %d %d %d %d %d", x+swing, y, to.x-swing, to.middle()+loop(from, to), to.x, to.middle())
		x, y = to.x+to.width, to.middle()
	}
	return d.String()
}

// loop lifts the line of what leads to itself.
func loop(from, to box) int {
	if from == to {
		return -boxHeight
	}
	return 0
}

func boxWidth(n Node) int {
	return 20 + letter*max(wideness(cut(n.Label())), wideness(cut(n.detail())))
}

// wideness counts letters, wide ones twice.
func wideness(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x1100 {
			n++
		}
	}
	return n
}

// cut shortens what would be too long; the whole is in the title.
func cut(s string) string {
	if utf8.RuneCountInString(s) <= longest {
		return s
	}
	return string([]rune(s)[:longest-1]) + "…"
}

func xmlText(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}
