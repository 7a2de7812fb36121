package rbac

import (
	"slices"
	"strconv"
	"strings"

	"authzx/internal/text"
)

// Equal reports whether two graphs hold the same: the same records with the
// same names and ties. The order of lists, repeats in them, and whether an empty
// list is absent don't matter. Rename, when given, says what ids of a are called
// in b; others are called the same.
func Equal(a, b *Graph, rename map[text.Text]text.Text) bool {
	as := func(id text.Text) text.Text {
		if to, ok := rename[id]; ok {
			return to
		}
		return id
	}
	same := func(id text.Text) text.Text { return id }
	return slices.Equal(outline(a, as), outline(b, same))
}

// outline is a graph as sorted facts, one string each.
func outline(g *Graph, as func(text.Text) text.Text) []string {
	var facts []string
	fact := func(parts ...text.Text) {
		var b strings.Builder
		for _, p := range parts {
			b.WriteString(strconv.Quote(p.Raw()))
		}
		facts = append(facts, b.String())
	}
	word := text.New
	for _, r := range g.Groups() {
		id := as(r.ID.Text)
		fact(word("group"), id, r.Name, r.Description)
		for _, v := range r.Members {
			fact(word("member"), id, v.Text)
		}
		for _, v := range r.Nested {
			fact(word("nested"), id, as(v.Text))
		}
		for _, v := range r.Roles {
			fact(word("grant"), id, as(v.Text))
		}
		for _, v := range r.Mappings {
			fact(word("mapping"), id, as(v.ID.Text), v.GroupName, v.Connection)
		}
	}
	for _, r := range g.Roles() {
		id := as(r.ID.Text)
		fact(word("role"), id, r.Name, r.Description, r.ApplicationType, r.Application.Text)
		for _, v := range r.Permissions {
			fact(word("hold"), id, as(v.Text))
		}
		for _, v := range r.Users {
			fact(word("holder"), id, v.Text)
		}
	}
	for _, r := range g.Permissions() {
		fact(word("permission"), as(r.ID.Text), r.Name, r.Description, r.ApplicationType, r.Application.Text)
	}
	slices.Sort(facts)
	return slices.Compact(facts)
}
