package views

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// replacer is a source that can make a raw import ready.
type replacer interface {
	// Replace keeps a backup of what is stored and compares it with doc; it
	// sends nothing that writes.
	Replace(ctx context.Context, doc []byte) (*tenant.Replacement, error)
}

// importer stands before a raw import: nothing is imported before a backup lies
// in a file, the difference was shown, and the tenant's name was typed.
type importer struct {
	desk   *Desk
	loader *ui.Loader[*tenant.Replacement]
	call   endpoint.Call
}

func newImporter(owner any, d *Desk) *importer {
	return &importer{desk: d, loader: ui.NewLoader[*tenant.Replacement](owner, d.Now)}
}

// ready keeps the backup and works out the difference.
func (i *importer) ready(call endpoint.Call) tea.Cmd {
	source, ok := i.desk.Source.(replacer)
	if !ok {
		return complain("not sent: there is no backup to be had here")
	}
	i.call = call
	return i.loader.Start("keeping a backup", func(ctx context.Context) (*tenant.Replacement, error) {
		return source.Replace(ctx, call.Body)
	})
}

// update asks once all is ready; yes makes what then sends the very import that
// was compared.
func (i *importer) update(msg tea.Msg, yes func(endpoint.Call) tea.Msg) (tea.Cmd, bool) {
	r, err, ok := i.loader.Take(msg)
	switch {
	case !ok:
		return nil, false
	case err != nil:
		return complain("not sent: " + safe(err)), true
	}
	d := i.desk
	q := ui.NewQuestion(d.Theme, widget.Spans{widget.Say(d.Theme.Title, "Replace the whole stored document?")}, i.lines(r))
	q.Yes, q.Copy = yes(i.call), d.copyCall(i.call)
	q.RequireName(d.tenantName())
	return ui.Tell(ui.Show{Dialog: q}), true
}

func (i *importer) lines(r *tenant.Replacement) []widget.Spans {
	th := i.desk.Theme
	lines := append(i.desk.headLines(i.call),
		widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" All that is not in the body is erased; there is no undo.")},
		nil,
		turnoverLine(th, "Groups", r.Groups),
		turnoverLine(th, "Roles", r.Roles),
		turnoverLine(th, "Permissions", r.Permissions),
		widget.Spans{widget.Sayf(th.Strong, "%s", r.Effect.String())},
		nil,
		widget.Spans{widget.Say(th.Muted, "What is stored now is kept, without the API key, in "), widget.Foreign(th.Text, text.New(r.Backup))},
		widget.Spans{widget.Say(th.Muted, "The API key is lost: rotate it afterwards.")},
	)
	return append(lines, i.desk.faultLines(i.call)...)
}

func turnoverLine(th *theme.Theme, of widget.Words, n tenant.Turnover) widget.Spans {
	return widget.Spans{
		widget.Sayf(th.Text, "%-12s", string(of)),
		widget.Sayf(th.DiffAdd, "%s%d new", string(th.Glyphs.Add), n.Added), widget.Say(th.Muted, "  "),
		widget.Sayf(th.DiffDel, "%s%d gone", string(th.Glyphs.Remove), n.Removed), widget.Say(th.Muted, "  "),
		widget.Sayf(th.Text, "%d altered", n.Altered),
	}
}
