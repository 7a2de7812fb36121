package kinds

import (
	"context"
	"slices"
	"sync"

	"authzx/internal/catalog"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// Kind is a described resource as the explorer shows it.
type Kind struct {
	*catalog.Resource
	Columns []desk.Column
	More    []desk.Column // by which lists can be filtered too
	Tabs    []Tab
	Asks    []ui.Action // the questions that matter most of one
}

// Tab is a relation as the explorer shows it.
type Tab struct {
	catalog.Relation
	Columns []desk.Column
}

// All are the kinds that have lists, in the order of their keys.
var All = sync.OnceValue(func() []*Kind {
	var all []*Kind
	for _, r := range catalog.Lists() {
		k := &Kind{Resource: r, Columns: columns(r.List), More: unlisted(r), Asks: asked(r)}
		for _, relation := range r.Relations {
			k.Tabs = append(k.Tabs, Tab{relation, columns(relation.Columns)})
		}
		all = append(all, k)
	}
	return all
})

// Of is a kind as the explorer shows it; nil for one that has no screens.
func Of(k rbac.Kind) *Kind {
	for _, have := range All() {
		if have.Kind == k {
			return have
		}
	}
	return nil
}

// asked are the keys of what one most wants to know of a thing.
func asked(r *catalog.Resource) []ui.Action {
	var keys []ui.Action
	switch r.Asks {
	case catalog.Access:
		keys = append(keys, ui.ShowAccess)
	case catalog.Holders:
		keys = append(keys, ui.WhoCan)
	}
	if slices.ContainsFunc(r.Relations, func(to catalog.Relation) bool { return to.To == r.Kind }) { // they nest each other
		keys = append(keys, ui.GoHierarchy)
	}
	return keys
}

// Title is what the list is called.
func (k *Kind) Title() string { return desk.Wording(k.Plural) }

// NothingThere says that there are none and, where a tenant is open, how to make one.
func (k *Kind) NothingThere(open bool) widget.Words {
	if k.Makes && open {
		return widget.Words(k.Empty + " Press {new} to create one.")
	}
	return widget.Words(k.Empty)
}

// NothingThere says that a thing is tied to nothing here and, where a tenant is open, what
// can be done about it.
func (t Tab) NothingThere(open bool) widget.Words {
	if t.Add != "" && open {
		return widget.Words(t.Empty + " Press {add_link} to " + t.Add + ".")
	}
	return widget.Words(t.Empty)
}

// Read reads one thing whole, but for what it holds of secrets; nil for kinds of which
// the lists hold all, and where a source can't.
func (k *Kind) Read(d *desk.Data, can desk.Abilities, id text.Text) func(ctx context.Context) ([]byte, error) {
	if !k.Single {
		return nil
	}
	ref := rbac.Ref{Kind: k.Kind, ID: id}
	call := k.Call(&d.Data, ref)
	if k.Kind == rbac.KindUser && can.Users != nil { // who keeps what it learns
		return func(ctx context.Context) ([]byte, error) {
			doc, err := can.Users.ReadUser(ctx, rbac.UserID{Text: id})
			return call.Mask(doc), err
		}
	}
	if can.Calls == nil {
		return nil
	}
	return func(ctx context.Context) ([]byte, error) {
		answer, err := can.Calls.Send(ctx, call, k.Singular())
		if err != nil {
			return nil, err
		}
		return answer.Masked(), nil
	}
}
