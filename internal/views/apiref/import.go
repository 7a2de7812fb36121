package apiref

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/clipboard"
	"authzx/internal/views/desk"
)

// importer stands before a raw import: nothing is imported before a backup lies
// in a file, the difference was shown, and the tenant's name was typed.
type importer struct {
	desk   *changes.Workspace
	loader *ui.Loader[*tenant.Replacement]
	call   endpoint.Call
}

func newImporter(owner any, d *changes.Workspace) *importer {
	return &importer{desk: d, loader: ui.NewLoader[*tenant.Replacement](owner, d.Now)}
}

// ready keeps the backup and works out the difference.
func (i *importer) ready(call endpoint.Call) ui.Cmd {
	source := i.desk.Can.Replace
	if source == nil {
		return desk.Complain("not sent: no backup is possible here")
	}
	i.call = call
	return i.loader.Start("keeping a backup", func(ctx context.Context) (*tenant.Replacement, error) {
		return source.Replace(ctx, call.Body)
	})
}

// update asks once all is ready; yes sends the very import that was compared.
func (i *importer) update(msg tea.Msg, yes func(endpoint.Call) ui.Cmd) (ui.Cmd, bool) {
	r, err, ok := i.loader.Take(msg)
	switch {
	case !ok:
		return nil, false
	case err != nil:
		return desk.Complain("not sent: " + desk.SafeError(err)), true
	}
	d := i.desk
	q := ui.NewQuestion(d.Theme, widget.Spans{widget.Say(d.Theme.Title, "Replace everything in the extension?")}, i.lines(r))
	call := i.call
	q.Yes, q.Copy = func() ui.Cmd { return yes(call) }, clipboard.Call(d.Desk, call)
	q.RequireName(d.TenantName())
	return ui.Tell(ui.Show{Dialog: q}), true
}

func (i *importer) lines(r *tenant.Replacement) []widget.Spans {
	th := i.desk.Theme
	lines := append(headLines(i.desk, i.call),
		widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" Everything not in the body is erased. This can't be undone.")},
		nil,
		turnoverLine(th, "Groups", r.Groups),
		turnoverLine(th, "Roles", r.Roles),
		turnoverLine(th, "Permissions", r.Permissions),
		widget.Spans{widget.Sayf(th.Strong, "%s", r.Effect.String())},
		nil,
		widget.Spans{widget.Say(th.Muted, "A backup, without the API key, goes to "), widget.Foreign(th.Text, text.New(r.Backup))},
		widget.Spans{widget.Say(th.Muted, "The API key is lost: rotate it afterwards.")},
	)
	return append(lines, callFaultLines(i.desk, i.call)...)
}

func turnoverLine(th *theme.Theme, of widget.Words, n tenant.Turnover) widget.Spans {
	return widget.Spans{
		widget.Sayf(th.Text, "%-12s", string(of)),
		widget.Sayf(th.DiffAdd, "%s%d new", string(th.Glyphs.Add), n.Added), widget.Say(th.Muted, "  "),
		widget.Sayf(th.DiffDel, "%s%d removed", string(th.Glyphs.Remove), n.Removed), widget.Say(th.Muted, "  "),
		widget.Sayf(th.Text, "%d changed", n.Altered),
	}
}
