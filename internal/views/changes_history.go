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
	loader  *ui.Loader[[]pastRun]
	writer  *ui.Loader[string]
	runs    map[rbac.Ref]pastRun
	err     error
	read    bool
	data    *Data
	stamp   int // the desk's, when the journal was read
	wanted  int // the number of the run that the cursor is to go to; 0 for none
}

// pastRun is a run in words.
type pastRun struct {
	tenant.Run
	title text.Text
	lines []string // what each item did
}

const kindRun rbac.Kind = "run"

func newHistoryPane(s *changesScreen, d *Desk) *historyPane {
	p := &historyPane{desk: d, screen: s, loader: ui.NewLoader[[]pastRun](s, d.Now), writer: ui.NewLoader[string](s, d.Now)}
	p.browser = newBrowser(s, d.Theme, d.Now, p.columns())
	return p
}

// columns show the runs as they are now.
func (p *historyPane) columns() []column {
	runs := p.runs
	of := func(shape widget.Column, v func(pastRun) cell) column {
		return column{Column: shape, cell: func(_ *Data, r row) cell { return v(runs[r.ref]) }}
	}
	zone := p.desk.Now().Location()
	return []column{
		of(widget.Column{Title: "When", Min: 16}, func(r pastRun) cell {
			return cell{text: text.New(r.At.In(zone).Format("2006-01-02 15:04")), number: r.At.Unix(), tone: muted}
		}),
		of(widget.Column{Title: "What", Min: 20, Weight: 4}, func(r pastRun) cell { return textCell(r.title, plain) }),
		of(widget.Column{Title: "Done", Min: 7, Align: widget.Right, Priority: 1}, func(r pastRun) cell {
			return cell{text: text.New(fmt.Sprintf("%d of %d", r.Done, r.Items)), number: int64(r.Done), numeric: true}
		}),
		of(widget.Column{Title: "State", Min: 12}, func(r pastRun) cell { return runState(r.Run) }),
		of(widget.Column{Title: "Why", Min: 12, Weight: 2, Priority: 2}, func(r pastRun) cell { return textCell(r.Reason, plain) }),
	}
}

// told puts runs into words, the newest first.
func (d *Data) told(runs []tenant.Run) []pastRun {
	list := make([]pastRun, 0, len(runs))
	for _, r := range slices.Backward(runs) {
		lines := d.runSentences(r)
		list = append(list, pastRun{Run: r, title: runTitle(r, lines), lines: lines})
	}
	return list
}

// runTitle is what a run did, in a line.
func runTitle(r tenant.Run, lines []string) text.Text {
	if r.Unreadable != nil {
		return text.New(r.Unreadable.Error())
	}
	var what string
	switch len(lines) {
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
	case r.Unreadable != nil:
		return wordCell("can't be read", bad)
	case r.Running:
		return wordCell("running", warn)
	case r.Damaged:
		return wordCell("damaged", bad)
	case r.Undone:
		return wordCell("taken back", muted)
	case r.Complete:
		return wordCell("applied", good)
	case r.Nothing:
		return wordCell("nothing done", muted)
	case r.Dismissed:
		return wordCell("forgotten", muted)
	case !r.Begun:
		return wordCell("never begun", warn)
	}
	return wordCell("unfinished", warn)
}

// reload reads the journal, when it may have changed.
func (p *historyPane) reload() tea.Cmd {
	h, ok := p.desk.Source.(historian)
	if !ok || p.data == p.desk.data && p.stamp == p.desk.journaled {
		p.browser.setEmpty(p.emptyLines()...)
		return nil
	}
	data := p.desk.data
	p.data, p.stamp = data, p.desk.journaled
	cmd := p.loader.Start("reading the journal", func(context.Context) ([]pastRun, error) {
		runs, err := h.Runs()
		return data.told(runs), err
	})
	p.browser.setEmpty(p.emptyLines()...)
	return cmd
}

func (p *historyPane) emptyLines() []widget.Spans {
	th := p.desk.Theme
	switch _, ok := p.desk.Source.(historian); {
	case !ok:
		return []widget.Spans{{widget.Say(th.Muted, "A saved document has no history.")}}
	case p.err != nil:
		return errorLines(th, p.err)
	case !p.read:
		if since, _ := p.loader.Busy(); !since.IsZero() {
			return []widget.Spans{{widget.Say(th.Muted, "Reading the journal…")}}
		}
		return []widget.Spans{{widget.Say(th.Muted, "The journal was not read: r tries again.")}}
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
	p.err, p.read = err, true
	if err == nil {
		p.desk.hidden = hiddenOf(runs)
	}
	p.runs = make(map[rbac.Ref]pastRun, len(runs))
	rows := make([]row, len(runs))
	for i, r := range runs {
		rows[i] = row{ref: rbac.Ref{Kind: kindRun, ID: text.New(r.ID)}}
		p.runs[rows[i].ref] = r
	}
	p.browser.setEmpty(p.emptyLines()...)
	cmd := p.browser.show(newSheet(p.desk.data, p.columns(), rows))
	return ui.Batch(cmd, p.seek()), true
}

// seek puts the cursor on the run that was asked for.
func (p *historyPane) seek() tea.Cmd {
	number := p.wanted
	if p.wanted = 0; number == 0 {
		return nil
	}
	for ref, r := range p.runs {
		if r.Number() == number {
			p.browser.touched = true
			p.browser.table.Select(ref)
			return nil
		}
	}
	return say("this plan is no longer in the history: old ones are let go")
}

// act does what a key means on the history.
func (p *historyPane) act(a ui.Action) (tea.Cmd, bool) {
	row, _ := p.browser.current()
	run, ok := p.runs[row.ref]
	switch a {
	case ui.Enter, ui.Into:
		if ok {
			return ui.Tell(ui.Show{Dialog: p.tell(run)}), true
		}
	case ui.Undo:
		switch {
		case !ok:
		case run.Unreadable != nil:
			return complain(safe(run.Unreadable)), true
		case run.Undone:
			return say("this was taken back already"), true
		default:
			return p.desk.undoRun(run.ID), true
		}
	case ui.Resume:
		switch {
		case !ok:
		case run.Unreadable != nil:
			return complain(safe(run.Unreadable)), true
		case run.Complete || run.Undone:
			return say("nothing is left to do here: R goes on with an unfinished plan"), true
		default:
			return ui.Tell(ui.Show{Dialog: newLeftovers(p.desk, []tenant.Run{run.Run})}), true
		}
	case ui.Export:
		return p.askAudit(), true
	case ui.CopyMenu:
		if ok && len(run.Calls) == 0 {
			return say("there is no request to copy here"), true
		}
		return p.desk.copyCalls(run.Calls), true
	case ui.CopyID:
		return say("what was done stays in the history: u takes it back"), true
	default:
		return nil, false
	}
	return nil, true
}

// tell shows all that a run did.
func (p *historyPane) tell(run pastRun) ui.Dialog {
	th := p.desk.Theme
	lines := []widget.Spans{{
		widget.Sayf(th.Text, "%s, %d of %d done, ", run.At.In(p.desk.Now().Location()).Format("2006-01-02 15:04:05"), run.Done, run.Items),
		widget.Foreign(styleOf(th, runState(run.Run).tone, kindRun), runState(run.Run).text),
	}}
	if !run.Reason.IsZero() {
		lines = append(lines, widget.Spans{widget.Say(th.Muted, "Why: "), widget.Foreign(th.Text, run.Reason)})
	}
	lines = append(lines, nil)
	if run.Unreadable != nil {
		lines = append(lines, widget.Spans{widget.Say(th.Bad, th.Glyphs.Cross+" "), widget.Foreign(th.Text, run.title)})
	}
	for _, s := range run.lines {
		lines = append(lines, widget.Spans{widget.Sayf(th.Text, "%s", wording(s))})
	}
	for _, c := range run.Changes {
		if b, err := rbac.MarshalChange(c); err == nil {
			lines = append(lines, widget.Spans{widget.Whole(th.Muted, text.New(strings.TrimSpace(string(b))))})
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
