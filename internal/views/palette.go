package views

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/views/answers"
	"authzx/internal/views/apiref"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
	"authzx/internal/views/past"
)

// Items lists, for the palette, every object, the questions that can be asked
// about it, and every endpoint.
func (d *Host) Items() func() []ui.Item {
	data, all := d.Data, kinds.All()
	kept := map[string][]text.Text{}
	for plural, filters := range d.Kept.Filters {
		kept[plural] = slices.Clone(filters)
	}
	return func() []ui.Item {
		var items, questions []ui.Item
		for _, k := range all {
			for _, words := range kept[k.Plural] {
				items = append(items, ui.Item{
					Kind: "filter", Label: text.New(k.Plural + " " + words.Raw()),
					Then: ui.Lead{Route: ui.Route{Kind: k.Plural}, Filter: words},
				})
			}
			for _, ref := range k.Refs(&data.Data) {
				items = append(items, ui.Item{
					Kind: k.Singular(), Label: data.Name(ref), Extra: data.Extra(ref),
					Then: ui.Open{Route: ui.Route{Kind: k.Singular(), ID: ref.ID}},
				})
				if q, ok := question(data, k, ref); ok {
					questions = append(questions, q)
				}
			}
		}
		return append(append(items, questions...), endpointItems()...)
	}
}

// Verbs are the words of the palette behind which something is named: lists with words for
// their filter, one thing of a kind, and the questions about one.
func (d *Host) Verbs() []ui.Verb {
	all := kinds.All()
	verbs := make([]ui.Verb, 0, 2*len(all)+4)
	var holders []string
	for _, k := range all {
		takes := func(rest text.Text) ui.Item {
			return ui.Item{
				Kind: "list", Label: text.New(k.Plural + " " + rest.Raw()), Extra: text.New("filter"),
				Then: ui.Lead{Route: ui.Route{Kind: k.Plural}, Filter: rest},
			}
		}
		verbs = append(verbs, ui.Verb{Words: []string{k.Plural}, Kinds: []string{k.Singular()}, Takes: takes},
			ui.Verb{Words: []string{k.Singular()}, Kinds: []string{k.Singular()}})
		if slices.Contains(k.Asks, ui.WhoCan) {
			holders = append(holders, k.Singular())
		}
	}
	thing := func(r ui.Route) rbac.Ref { return rbac.Ref{Kind: rbac.Kind(r.Kind), ID: r.ID} }
	return append(verbs,
		ui.Verb{Words: []string{"access", "access of", "why"}, Kinds: []string{string(rbac.KindUser)}, Of: func(r ui.Route) tea.Msg {
			return desk.OpenScreen(desk.RouteAccess, r.ID)
		}},
		ui.Verb{Words: []string{"who-can", "who can", "who has", "who is in"}, Kinds: holders, Of: func(r ui.Route) tea.Msg {
			return ui.Open{Route: answers.WhoCanRoute(thing(r))}
		}},
		ui.Verb{Words: []string{"diff", "compare with"}, Takes: func(rest text.Text) ui.Item {
			return ui.Item{
				Kind: "state", Label: text.New("diff " + rest.Raw()), Extra: text.New("file, profile:NAME or @REF"),
				Then: ui.Open{Route: past.Route(rest, text.Text{})},
			}
		}},
		ui.Verb{Words: []string{"hierarchy", "tree"}, Kinds: []string{string(rbac.KindGroup)}, Of: func(r ui.Route) tea.Msg {
			return ui.Open{Route: answers.HierarchyRoute(rbac.GroupID{Text: r.ID})}
		}},
	)
}

// endpointItems lead to the form of each endpoint, which is found by what it
// does, by its path and by the words of its scope.
func endpointItems() []ui.Item {
	var items []ui.Item
	for _, r := range endpoint.All() {
		items = append(items, ui.Item{
			Kind: "endpoint", Label: text.New(strings.TrimSuffix(r.Doc, ".")), Extra: apiref.EndpointText(r),
			Also: text.New("api request " + strings.ReplaceAll(string(r.ID), ".", " ") + " " + string(r.Area) + " " + r.Scope),
			Then: ui.Open{Route: apiref.RequestRoute(endpoint.Call{Route: r}, false)},
		})
	}
	return items
}

// question is what one most wants to know of a thing. In a large tenant users
// are left out: E on one asks the same.
func question(d *desk.Data, k *kinds.Kind, ref rbac.Ref) (ui.Item, bool) {
	item := ui.Item{Kind: "question", Extra: d.Extra(ref)}
	words := ""
	switch {
	case ref.Kind == rbac.KindUser && d.Size() < desk.ManyRows:
		words, item.Also = "access of ", text.New("what can why permissions")
		item.Then = desk.OpenScreen(desk.RouteAccess, ref.ID)
	case ref.Kind == rbac.KindApplication || !slices.Contains(k.Asks, ui.WhoCan):
		return item, false
	default:
		words = holdingWords(ref.Kind)
		item.Then = ui.Open{Route: answers.WhoCanRoute(ref)}
	}
	item.Label = text.New(words + d.Name(ref).Raw())
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
