package catalog

import (
	"fmt"
	"slices"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// How many groups above and below a group its fields name: the hierarchy has all.
const mostAbove, mostBelow = 6, 10

// placeFields are a group's place in the hierarchy as an indented tree: those above it,
// the farthest first, itself, and those below; none where it stands alone.
func placeFields(d *Data, id rbac.GroupID) []Field {
	above, below := d.Graph.Above(id), len(d.Graph.Below(id))
	if len(above)+below == 0 {
		return nil
	}
	var fields []Field
	add := func(depth int, name text.Text, ref rbac.Ref) {
		label := ""
		if len(fields) == 0 {
			label = "Hierarchy"
		}
		fields = append(fields, Field{Label: label, Value: Cell{Text: text.New(strings.Repeat("  ", depth) + name.Raw())}, Ref: ref})
	}
	depth := 0
	if shown := above[:min(len(above), mostAbove)]; len(shown) > 0 {
		depth = len(shown[len(shown)-1].Between()) + 1
		for _, one := range slices.Backward(shown) {
			add(depth-len(one.Between())-1, d.Name(one.Group.Ref()), one.Group.Ref())
		}
	}
	if left := len(above) - mostAbove; left > 0 {
		fields[0].Value.Text = text.New(fmt.Sprintf("%s, and %d more above", fields[0].Value.Text.Raw(), left))
	}
	add(depth, d.Name(id.Ref()), rbac.Ref{})
	told, seen := 0, map[rbac.GroupID]bool{id: true}
	var descend func(of rbac.GroupID, depth int)
	descend = func(of rbac.GroupID, depth int) {
		for _, child := range d.Graph.Children(of) {
			if seen[child] || told == mostBelow {
				continue
			}
			seen[child] = true
			told++
			add(depth, d.Name(child.Ref()), child.Ref())
			descend(child, depth+1)
		}
	}
	descend(id, depth+1)
	if left := below - told; left > 0 {
		add(depth+1, text.New(fmt.Sprintf("and %d more below", left)), rbac.Ref{})
	}
	return fields
}
