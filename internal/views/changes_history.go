package views

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/private"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// historian is a source that kept what was applied.
type historian interface {
	// Runs are the plans that were applied, the oldest first.
	Runs() ([]tenant.Run, error)
	// ExportAudit writes the audit trail as JSON lines.
	ExportAudit(io.Writer) error
}

// historyPane lists the plans that were applied with this profile, the newest
// first.
type historyPane struct {
	desk    *Desk
	screen  *changesScreen
	browser *browser
	loader  *ui.Loader[[]tenant.Run]
	writer  *ui.Loader[string]
	runs    []tenant.Run
	err     error
	data    *Data
}

const kindRun rbac.Kind = "run"

func newHistoryPane(s *changesScreen, d *Desk) *historyPane {
	p := &historyPane{desk: d, screen: s, loader: ui.NewLoader[[]tenant.Run](s, d.Now), writer: ui.NewLoader[string](s, d.Now)}
	p.browser = newBrowser(s, d.Theme, d.Now, p.columns())
	return p
}

func (p *historyPane) columns() []column {
	run := func(r row) tenant.Run { v, _ := p.run(r.ref); return v }
	return []column{
		{
			Column: widget.Column{Title: "When", Min: 16},
			cell: func(_ *Data, r row) cell {
				at := run(r).At
				return cell{text: text.New(at.In(p.desk.Now().Location()).Format("2006-01-02 15:04")), number: at.Unix(), tone: muted}
			},
		},
		{
			Column: widget.Column{Title: "What", Min: 20, Weight: 4},
			cell:   func(d *Data, r row) cell { return textCell(d.runTitle(run(r)), plain) },
		},
		{
			Column: widget.Column{Title: "Done", Min: 7, Align: widget.Right, Priority: 1},
			cell: func(_ *Data, r row) cell {
				v := run(r)
				return cell{text: text.New(fmt.Sprintf("%d of %d", v.Done, v.Items)), number: int64(v.Done), numeric: true}
			},
		},
		{
			Column: widget.Column{Title: "State", Min: 11},
			cell:   func(_ *Data, r row) cell { return runState(run(r)) },
		},
		textColumn("Why", 12, 2, 2, func(_ *Data, r row) text.Text { return run(r).Reason }),
	}
}

// runTitle is what a run did, in a line.
func (d *Data) runTitle(r tenant.Run) text.Text {
	var what string
	switch lines := d.runSentences(r); len(lines) {
	case 0:
		what = "nothing"
	case 1:
		what = lines[0]
	default:
		what = fmt.Sprintf("%s and %d more", lines[0], len(lines)-1)
	}
	if r.Undoes != "" {
		what = "undo: " + what
	}
	return text.New(what)
}

// runSentences say each item of a run. The journal knows people by their ids
// only; here they get their names.
func (d *Data) runSentences(r tenant.Run) []string {
	var known []rbac.Ref
	for _, c := range r.Changes {
		for _, ref := range c.Targets() {
			if ref.Kind == rbac.KindUser && d.name(ref) != ref.ID {
				known = append(known, ref)
			}
		}
	}
	// The longest first: an id may begin like another one.
	slices.SortFunc(known, func(a, b rbac.Ref) int { return len(b.ID.Raw()) - len(a.ID.Raw()) })
	var pairs []string
	for _, ref := range known {
		pairs = append(pairs, " "+ref.ID.String(), " "+rbac.Quoted(d.name(ref)))
	}
	names := strings.NewReplacer(pairs...)
	lines := make([]string, len(r.Sentences))
	for i, s := range r.Sentences {
		lines[i] = names.Replace(s)
	}
	return lines
}

// runState is what became of a run, in a word.
func runState(r tenant.Run) cell {
	switch {
	case r.Running:
		return wordCell("running", warn)
	case r.Damaged:
		return wordCell("damaged", bad)
	case r.Undone:
		return wordCell("taken back", muted)
	case r.Complete:
		return wordCell("applied", good)
	}
	return wordCell("unfinished", warn)
}

func (p *historyPane) run(ref rbac.Ref) (tenant.Run, bool) {
	i := slices.IndexFunc(p.runs, func(r tenant.Run) bool { return r.ID == ref.ID.Raw() })
	if i < 0 {
		return tenant.Run{}, false
	}
	return p.runs[i], true
}

// reload reads the journal, when the tenant's data may have changed with it.
func (p *historyPane) reload() tea.Cmd {
	p.browser.setEmpty(p.emptyLines()...)
	h, ok := p.desk.Source.(historian)
	if !ok || p.data == p.desk.data {
		return nil
	}
	p.data = p.desk.data
	return p.loader.Start("reading the journal", func(context.Context) ([]tenant.Run, error) { return h.Runs() })
}

func (p *historyPane) emptyLines() []widget.Spans {
	th := p.desk.Theme
	switch _, ok := p.desk.Source.(historian); {
	case !ok:
		return []widget.Spans{{widget.Say(th.Muted, "A saved document has no history.")}}
	case p.err != nil:
		return errorLines(th, p.err)
	}
	return []widget.Spans{{widget.Say(th.Muted, "Nothing was applied with this profile yet.")}}
}

// update takes the journal, and the end of an export.
func (p *historyPane) update(msg tea.Msg) (tea.Cmd, bool) {
	if path, err, ok := p.writer.Take(msg); ok {
		if err != nil {
			return complain("not exported: " + safe(err)), true
		}
		return say("the audit trail is in " + text.Escape(path)), true
	}
	runs, err, ok := p.loader.Take(msg)
	if !ok {
		return nil, false
	}
	slices.Reverse(runs)
	p.runs, p.err = runs, err
	rows := make([]row, len(runs))
	for i, r := range runs {
		rows[i] = row{ref: rbac.Ref{Kind: kindRun, ID: text.New(r.ID)}}
	}
	p.browser.setEmpty(p.emptyLines()...)
	return p.browser.show(newSheet(p.desk.data, p.columns(), rows)), true
}

// act does what a key means on the history.
func (p *historyPane) act(a ui.Action) (tea.Cmd, bool) {
	row, _ := p.browser.current()
	run, ok := p.run(row.ref)
	switch a {
	case ui.Enter, ui.Into:
		if ok {
			return ui.Tell(ui.Show{Dialog: p.tell(run)}), true
		}
	case ui.Undo:
		switch {
		case !ok:
		case run.Undone:
			return say("this was taken back already"), true
		default:
			return p.desk.undoRun(run.ID), true
		}
	case ui.Resume:
		switch {
		case !ok:
		case run.Complete || run.Undone:
			return say("nothing is left to do here: R goes on with an unfinished plan"), true
		default:
			return ui.Tell(ui.Show{Dialog: newLeftovers(p.desk, []tenant.Run{run})}), true
		}
	case ui.Export:
		return p.askAudit(), true
	case ui.CopyID:
		return say("what was done stays in the history: u takes it back"), true
	default:
		return nil, false
	}
	return nil, true
}

// tell shows all that a run did.
func (p *historyPane) tell(run tenant.Run) ui.Dialog {
	th := p.desk.Theme
	lines := []widget.Spans{{
		widget.Sayf(th.Text, "%s, %d of %d done, ", run.At.In(p.desk.Now().Location()).Format("2006-01-02 15:04:05"), run.Done, run.Items),
		widget.Foreign(styleOf(th, runState(run).tone, kindRun), runState(run).text),
	}}
	if !run.Reason.IsZero() {
		lines = append(lines, widget.Spans{widget.Say(th.Muted, "Why: "), widget.Foreign(th.Text, run.Reason)})
	}
	lines = append(lines, nil)
	for _, s := range p.desk.data.runSentences(run) {
		lines = append(lines, widget.Spans{widget.Sayf(th.Text, "%s", wording(s))})
	}
	for _, c := range run.Changes {
		if b, err := rbac.MarshalChange(c); err == nil {
			lines = append(lines, widget.Spans{widget.Foreign(th.Muted, text.New(strings.TrimSpace(string(b))))})
		}
	}
	return newNotice(th, widget.Spans{widget.Say(th.Title, "Applied")}, lines)
}

// auditFile is where the audit trail is to go.
type auditFile struct {
	screen *changesScreen
	path   text.Text
}

func (m auditFile) To() any { return m.screen }

func (p *historyPane) askAudit() tea.Cmd {
	if _, ok := p.desk.Source.(historian); !ok {
		return say("a saved document has no audit trail")
	}
	return ui.Tell(ui.Show{Dialog: newPrompt(p.desk.Theme, "Export the audit trail into which file?", text.New("authzx-audit.jsonl"), []widget.Words{
		"JSON lines: when, what, why, before, after, outcome. Only you can read it.",
	}, func(path text.Text) tea.Msg { return auditFile{p.screen, path} })})
}

func (p *historyPane) exportTo(path text.Text) tea.Cmd {
	h, ok := p.desk.Source.(historian)
	if !ok {
		return nil
	}
	return p.writer.Start("exporting the audit trail", func(context.Context) (string, error) {
		to, err := expanded(path.Raw())
		if err != nil {
			return "", err
		}
		var b bytes.Buffer
		if err := h.ExportAudit(&b); err != nil {
			return "", err
		}
		return to, private.WriteFile(to, b.Bytes())
	})
}
