package answers

import (
	"context"
	"reflect"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// verdict compares what authzx worked out with the server's own answer to the
// same question. The server answers only for one application and one login.
type verdict struct {
	desk   *desk.Desk
	loader *ui.Loader[tenant.Policy]
	theirs *tenant.Policy
	err    error
	graph  *rbac.Graph // as it was when it was asked; nil before
	asked  rbac.Query
}

func newVerdict(owner any, d *desk.Desk) *verdict {
	return &verdict{desk: d, loader: ui.NewLoader[tenant.Policy](owner, d.Now)}
}

// ask asks the server, where it can answer, unless it was asked the same of the
// same tenant already.
func (v *verdict) ask(q rbac.Query, g *rbac.Graph) ui.Cmd {
	if v.graph == g && reflect.DeepEqual(v.asked, q) {
		return nil
	}
	v.drop()
	v.graph, v.asked = g, q
	asker := v.desk.Can.Policies
	if asker == nil || q.Login == nil || q.Application.IsZero() {
		return nil
	}
	return v.loader.Start("asking the server", func(ctx context.Context) (tenant.Policy, error) {
		return asker.Policy(ctx, q)
	})
}

// drop forgets what the server said.
func (v *verdict) drop() {
	v.loader.Cancel()
	v.theirs, v.err, v.graph = nil, nil, nil
}

func (v *verdict) update(msg tea.Msg) bool {
	p, err, ok := v.loader.Take(msg)
	if !ok {
		return false
	}
	v.err = err
	if err == nil {
		v.theirs = &p
	}
	return true
}

// badge says whether the server's answer is the same; nothing where it was not
// asked.
func (v *verdict) badge(ours *rbac.Access) widget.Spans {
	th := v.desk.Theme
	switch since, _ := v.loader.Busy(); {
	case !since.IsZero():
		return widget.Spans{widget.Say(th.Muted, "asking the server")}
	case v.err != nil:
		return widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" no answer from the server: "), widget.Foreign(th.Muted, text.New(v.err.Error()))}
	case v.theirs == nil:
		return nil
	}
	var spans widget.Spans
	for _, part := range differences(ours, *v.theirs) {
		for _, name := range part.missing {
			spans = append(spans, widget.Sayf(th.Muted, " %ss +", widget.Words(part.of)), widget.Foreign(th.Text, name))
		}
		for _, name := range part.extra {
			spans = append(spans, widget.Sayf(th.Muted, " %ss -", widget.Words(part.of)), widget.Foreign(th.Text, name))
		}
	}
	if len(spans) == 0 {
		return widget.Spans{widget.Say(th.Good, th.Glyphs.Check+" the server agrees")}
	}
	return append(widget.Spans{widget.Say(th.Bad, th.Glyphs.Cross+" the server differs:")}, spans...)
}
