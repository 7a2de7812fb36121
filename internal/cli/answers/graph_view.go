package answers

import (
	"io"

	"authzx/internal/cli/output"
	"authzx/internal/drawing"
)

// graphJSON writes a picture for programs: what is there, and what is tied to what, in
// the direction in which access flows. The kind of an edge says what its ends are.
func graphJSON(w io.Writer, p drawing.Picture) error {
	return output.WriteObject(w, "graph", func(j *output.JSONWriter) {
		j.Key("nodes").Array(func() {
			for _, n := range p.Nodes {
				writeNode(j, n)
			}
		})
		j.Key("edges").Array(func() {
			for _, e := range p.Edges {
				j.Line(func() {
					j.Key("kind").Words(string(e.Kind))
					j.Key("from").Text(p.Nodes[e.From].Ref.ID)
					j.Key("to").Text(p.Nodes[e.To].Ref.ID)
					flagged(j, "cycle", e.Cycle)
				})
			}
		})
	})
}

func writeNode(j *output.JSONWriter, n drawing.Node) {
	j.Line(func() {
		j.Key("kind").Words(string(n.Ref.Kind))
		j.Key("id").Text(n.Ref.ID)
		j.Key("name").TextOrNull(n.Name)
		for _, fact := range n.Facts {
			if fact.Numeric {
				j.Key(fact.Key).Number(fact.Number)
			} else {
				j.Key(fact.Key).TextOrNull(fact.Text)
			}
		}
		flagged(j, "cycle", n.Cycle)
		flagged(j, "missing", n.Missing)
	})
}

// flagged writes a key where it is true.
func flagged(j *output.JSONWriter, key string, is bool) {
	if is {
		j.Key(key).Flag(true)
	}
}
