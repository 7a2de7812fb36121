package answers

import (
	"cmp"
	"context"
	"reflect"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// verdict compares what authzx worked out with the server's own answer to the same
// question: unasked where that takes one small answer, else once the server was asked.
type verdict struct {
	desk   *desk.Desk
	loader *ui.Loader[[]answered]
	said   []answered
	parts  []difference // of all that was said, worked out once
	err    error
	graph  *rbac.Graph // as it was when it was asked; nil before
	asked  rbac.Query
}

func newVerdict(owner any, d *desk.Desk) *verdict {
	return &verdict{desk: d, loader: ui.NewLoader[[]answered](owner, d.Now)}
}

// ask asks the server, where it can answer at once, unless it was asked the same of the
// same tenant already. A login at several applications takes a request for each.
func (v *verdict) ask(q rbac.Query, g *rbac.Graph) ui.Cmd {
	if v.graph == g && reflect.DeepEqual(v.asked, q) {
		return nil
	}
	v.drop()
	v.graph, v.asked = g, q
	asker, apps, now := v.desk.Can.Policies, askedAbout(g, q), v.desk.Now
	if waiting, _ := v.desk.Loading(); asker == nil || waiting || len(apps) != 1 {
		return nil
	}
	return v.loader.Start("asking the server", func(ctx context.Context) ([]answered, error) {
		return askServer(ctx, asker, q, apps, now)
	})
}

// drop forgets what the server said.
func (v *verdict) drop() {
	v.loader.Cancel()
	v.said, v.parts, v.err, v.graph = nil, nil, nil, nil
}

// keep takes what the server said, on demand too.
func (v *verdict) keep(said []answered) {
	v.said, v.parts, v.err = said, nil, nil
	for _, one := range said {
		switch {
		case one.err != nil:
			v.err = one.err
		case v.graph != nil:
			v.parts = append(v.parts, one.against(v.graph, v.asked)...)
		}
	}
}

func (v *verdict) update(msg tea.Msg) bool {
	said, err, ok := v.loader.Take(msg)
	if ok {
		v.keep(said)
		v.err = cmp.Or(err, v.err)
	}
	return ok
}

// badge says whether the server's answer is the same, and how old both are; nothing
// where there is no server.
func (v *verdict) badge() widget.Spans {
	th := v.desk.Theme
	switch since, _ := v.loader.Busy(); {
	case !since.IsZero():
		return widget.Spans{widget.Say(th.Muted, "asking the server")}
	case v.err != nil:
		return widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" no answer from the server: "), widget.Foreign(th.Muted, text.New(v.err.Error()))}
	case len(v.said) > 0 && v.graph != nil:
		return v.compared()
	case v.graph == nil || v.desk.Can.Policies == nil:
		return nil
	}
	if n := len(askedAbout(v.graph, v.asked)); n > 1 {
		return widget.Keyed(th, th.Muted, widget.Words("{verify} asks the server about "+text.Counted(n, "application")))
	}
	return nil
}

// compared is what the answers come to: the same, or the difference item by item.
func (v *verdict) compared() widget.Spans {
	th := v.desk.Theme
	var spans widget.Spans
	for _, part := range v.parts {
		for _, name := range part.missing {
			spans = append(spans, widget.Sayf(th.Muted, " %ss +", widget.Words(part.of)), widget.Foreign(th.Text, name))
		}
		for _, name := range part.extra {
			spans = append(spans, widget.Sayf(th.Muted, " %ss -", widget.Words(part.of)), widget.Foreign(th.Text, name))
		}
	}
	at := v.said[0].at // the oldest
	if len(spans) == 0 {
		return append(widget.Spans{widget.Say(th.Good, th.Glyphs.Check+" the server agrees")}, v.ages(at))
	}
	return append(append(widget.Spans{widget.Say(th.Bad, th.Glyphs.Cross+" the server differs:")}, spans...), v.ages(at))
}

// ages are when the server was asked, and when what authzx goes by was read.
func (v *verdict) ages(asked time.Time) widget.Span {
	now := v.desk.Now()
	return widget.Sayf(v.desk.Theme.Muted, " (asked %s, tenant read %s)", desk.Ago(now, asked), desk.Ago(now, v.graph.At()))
}
