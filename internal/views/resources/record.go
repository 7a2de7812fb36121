package resources

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
)

// record is the document of one thing as the server itself gives it, for kinds
// of which the lists hold less. It is read when it is first looked at, and again
// after the lists were.
type record struct {
	desk   *desk.Desk
	kind   *kinds.Kind
	id     text.Text
	loader *ui.Loader[*widget.Document]
	since  *rbac.Graph      // what was known when it was asked for
	doc    *widget.Document // nil until it was read
}

func newRecord(owner any, d *desk.Desk, k *kinds.Kind, id text.Text) *record {
	return &record{desk: d, kind: k, id: id, loader: ui.NewLoader[*widget.Document](owner, d.Now)}
}

// read asks for the document where it was not asked for yet.
func (r *record) read() ui.Cmd {
	known := r.desk.State.Graph
	if known == nil || known == r.since {
		return nil
	}
	fetch := r.kind.Read(r.desk.Data, r.desk.Can, r.id)
	if fetch == nil {
		return nil
	}
	r.since = known
	return r.loader.Start("reading the "+r.kind.Singular(), func(ctx context.Context) (*widget.Document, error) {
		source, err := fetch(ctx)
		if err != nil {
			return nil, err
		}
		return widget.ParseJSON(source)
	})
}

// awaited reports whether the document is still to come for the first time.
func (r *record) awaited() bool {
	since, _ := r.loader.Busy()
	return r.doc == nil && !since.IsZero()
}

// take takes the document; false for any other message.
func (r *record) take(msg tea.Msg) (ui.Cmd, bool) {
	doc, err, ok := r.loader.Take(msg)
	switch {
	case !ok:
		return nil, false
	case tenant.Gone(err):
		return nil, true // the overview says it
	case err != nil:
		return desk.Complain("only the list's data on this " + r.kind.Singular() + " is shown: " + desk.SafeError(err)), true
	}
	r.doc = doc
	return nil, true
}
