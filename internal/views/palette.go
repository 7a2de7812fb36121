package views

import (
	"slices"
	"strings"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
)

// Items lists, for the palette, every object, the questions that can be asked
// about it, and every endpoint.
func (d *Desk) Items() func() []ui.Item {
	data, all := d.data, d.kinds
	return func() []ui.Item {
		var items, questions []ui.Item
		for _, k := range all {
			for _, r := range k.rows(data) {
				items = append(items, ui.Item{
					Kind: string(k.singular), Label: data.name(r.ref), Extra: data.extra(r.ref),
					Then: ui.Open{Route: ui.Route{Kind: k.detail, ID: r.ref.ID}},
				})
				if q, ok := data.question(k, r.ref); ok {
					questions = append(questions, q)
				}
			}
		}
		return append(append(items, questions...), endpointItems()...)
	}
}

// endpointItems lead to the form of each endpoint, which is found by what it
// does, by its path and by the words of its scope.
func endpointItems() []ui.Item {
	var items []ui.Item
	for _, r := range endpoint.All() {
		items = append(items, ui.Item{
			Kind: "endpoint", Label: text.New(strings.TrimSuffix(r.Doc, ".")), Extra: endpointText(r),
			Also: text.New("api request " + strings.ReplaceAll(string(r.ID), ".", " ") + " " + string(r.Area) + " " + r.Scope),
			Then: ui.Open{Route: requestRoute(endpoint.Call{Route: r}, false)},
		})
	}
	return items
}

// question is what one most wants to know of a thing. In a large tenant users
// are left out: E on one asks the same.
func (d *Data) question(k *kind, ref rbac.Ref) (ui.Item, bool) {
	item := ui.Item{Kind: "question", Extra: d.extra(ref)}
	words := ""
	switch {
	case ref.Kind == rbac.KindUser && d.size() < manyRows:
		words, item.Also = "access of ", text.New("what can why permissions")
		item.Then = to(routeAccess, ref.ID)
	case ref.Kind == rbac.KindApplication || !slices.Contains(k.asks, ui.WhoCan):
		return item, false
	default:
		words = holdingWords(ref.Kind)
		item.Then = ui.Open{Route: whoCanRoute(ref)}
	}
	item.Label = text.New(words + d.name(ref).Raw())
	return item, true
}

// holdingWords ask who has a thing of a kind.
func holdingWords(k rbac.Kind) string {
	switch k {
	case rbac.KindPermission:
		return "who can "
	case rbac.KindRole:
		return "who has "
	}
	return "who is in "
}

// extra is what tells things of one name apart: an email or an id.
func (d *Data) extra(ref rbac.Ref) text.Text {
	switch ref.Kind {
	case rbac.KindUser:
		return firstOf(d.person(ref).Email, ref.ID)
	case rbac.KindRole, rbac.KindPermission:
		return d.applicationName(d.applicationOf(ref))
	}
	return ref.ID
}
