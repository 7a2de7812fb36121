package changes

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/private"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/clipboard"
	"authzx/internal/views/desk"
)

// runsPane lists the plans that were applied to this tenant, the newest
// first.
type runsPane struct {
	desk    *Workspace
	screen  *changesScreen
	browser desk.Footed
	loader  *ui.Loader[[]pastRun]
	writer  *ui.Loader[string]
	runs    map[rbac.Ref]pastRun
	err     error
	read    bool
	data    *desk.Data
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

func newRunsPane(s *changesScreen, d *Workspace) *runsPane {
	p := &runsPane{desk: d, screen: s, loader: ui.NewLoader[[]pastRun](s, d.Now), writer: ui.NewLoader[string](s, d.Now)}
	p.browser = desk.NewFooted(desk.NewBrowser(s, d.Theme, d.Now, p.columns()))
	return p
}

// columns show the runs as they are now.
func (p *runsPane) columns() []desk.Column {
	runs := p.runs
	of := func(shape widget.Column, v func(pastRun) desk.Cell) desk.Column {
		return desk.Column{Column: shape, Whole: shape.Weight > 0, Cell: func(_ *desk.Data, r desk.Row) desk.Cell { return v(runs[r.Ref]) }}
	}
	zone := p.desk.Now().Location()
	return []desk.Column{
		of(widget.Column{Title: "When", Min: 16}, func(r pastRun) desk.Cell {
			return desk.Cell{Text: text.New(r.At.In(zone).Format("2006-01-02 15:04")), Number: r.At.Unix(), Tone: desk.Muted}
		}),
		of(widget.Column{Title: "What", Min: 20, Weight: 4}, func(r pastRun) desk.Cell { return desk.TextCell(r.title, desk.Plain) }),
		of(widget.Column{Title: "Done", Min: 7, Align: widget.Right, Priority: 1}, func(r pastRun) desk.Cell {
			return desk.Cell{Text: text.New(fmt.Sprintf("%d of %d", r.Done, r.Items)), Number: int64(r.Done), Numeric: true}
		}),
		of(widget.Column{Title: "State", Min: 12}, func(r pastRun) desk.Cell { return RunState(r.Run) }),
		of(widget.Column{Title: "Why", Min: 12, Weight: 2, Priority: 2}, func(r pastRun) desk.Cell { return desk.TextCell(r.Reason, desk.Plain) }),
	}
}

// pastRuns puts runs into words, the newest first.
func pastRuns(d *desk.Data, runs []tenant.Run) []pastRun {
	list := make([]pastRun, 0, len(runs))
	for _, r := range slices.Backward(runs) {
		lines := runSentences(d, r)
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

// runSentences say each item of a run. The journal knows people, and what a change only
// refers to, by their ids; here they get their names.
func runSentences(d *desk.Data, r tenant.Run) []string {
	var known []rbac.Ref
	for _, c := range r.Changes {
		for _, ref := range c.Targets() {
			if d.Name(ref) != ref.ID {
				known = append(known, ref)
			}
		}
	}
	// The longest first: an id may begin like another one.
	slices.SortFunc(known, func(a, b rbac.Ref) int { return len(b.ID.Raw()) - len(a.ID.Raw()) })
	var pairs []string
	for _, ref := range known {
		pairs = append(pairs, " "+ref.ID.String(), " "+rbac.Quoted(d.Name(ref)))
	}
	names := strings.NewReplacer(pairs...)
	lines := make([]string, len(r.Sentences))
	for i, s := range r.Sentences {
		lines[i] = names.Replace(s)
	}
	return lines
}

// RunState is what became of a run, in a word.
func RunState(r tenant.Run) desk.Cell {
	switch {
	case r.Unreadable != nil:
		return desk.WordCell("can't be read", desk.Bad)
	case r.ByHand && r.Complete:
		return desk.WordCell("sent", desk.Good)
	case r.ByHand && r.Doubtful == 0:
		return desk.WordCell("failed", desk.Bad)
	case r.Running:
		return desk.WordCell("running", desk.Warn)
	case r.Damaged:
		return desk.WordCell("damaged", desk.Bad)
	case r.Undone:
		return desk.WordCell("undone", desk.Muted)
	case r.Complete:
		return desk.WordCell("applied", desk.Good)
	case r.Nothing:
		return desk.WordCell("nothing applied", desk.Muted)
	case r.Dismissed:
		return desk.WordCell("forgotten", desk.Muted)
	case r.Doubtful > 0:
		return desk.WordCell("unknown", desk.Warn)
	case !r.Begun:
		return desk.WordCell("not started", desk.Warn)
	}
	return desk.WordCell("unfinished", desk.Warn)
}

// reload reads the journal, when it may have changed.
func (p *runsPane) reload() ui.Cmd {
	h := p.desk.Can.Runs
	if h == nil || p.data == p.desk.Data && p.stamp == p.desk.journaled {
		p.browser.SetEmpty(p.emptyLines()...)
		return nil
	}
	data := p.desk.Data
	p.data, p.stamp = data, p.desk.journaled
	cmd := p.loader.Start("reading the journal", func(context.Context) ([]pastRun, error) {
		runs, err := h.History()
		return pastRuns(data, runs), err
	})
	p.browser.SetEmpty(p.emptyLines()...)
	return cmd
}

func (p *runsPane) emptyLines() []widget.Spans {
	th := p.desk.Theme
	switch {
	case p.desk.Can.Runs == nil:
		return []widget.Spans{widget.Keyed(th, th.Muted, p.desk.NoServer("A snapshot has no runs.", "Runs are not shown as of %s. {go_history} goes back to now."))}
	case p.err != nil:
		return desk.ErrorLines(th, p.err)
	case !p.read:
		if since, _ := p.loader.Busy(); !since.IsZero() {
			return []widget.Spans{{widget.Say(th.Muted, "Reading the journal…")}}
		}
		return []widget.Spans{widget.Keyed(th, th.Muted, "The journal could not be read: {refresh} tries again.")}
	}
	return []widget.Spans{{widget.Say(th.Muted, "Nothing has been applied to this tenant yet.")}}
}

// update takes the journal, and the end of an export.
func (p *runsPane) update(msg tea.Msg) (ui.Cmd, bool) {
	if path, err, ok := p.writer.Take(msg); ok {
		if err != nil {
			return desk.Complain("not exported: " + desk.SafeError(err)), true
		}
		return desk.Say("the audit trail is in " + text.Escape(path)), true
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
	rows := make([]desk.Row, len(runs))
	for i, r := range runs {
		id := r.ID
		if r.ByHand {
			id = fmt.Sprint("by hand ", i-len(runs))
		}
		rows[i] = desk.Row{Ref: rbac.Ref{Kind: kindRun, ID: text.New(id)}}
		p.runs[rows[i].Ref] = r
	}
	p.browser.SetEmpty(p.emptyLines()...)
	cmd := p.browser.Show(desk.NewListModel(p.desk.Data, p.columns(), rows))
	return ui.Batch(cmd, p.seek()), true
}

// seek puts the cursor on the run that was asked for.
func (p *runsPane) seek() ui.Cmd {
	number := p.wanted
	if p.wanted = 0; number == 0 {
		return nil
	}
	for ref, r := range p.runs {
		if r.Number() == number {
			p.browser.Touched = true
			p.browser.Table.Select(ref)
			return nil
		}
	}
	return desk.Say("this run is no longer kept")
}

// act does what a key means on the runs.
func (p *runsPane) act(a ui.Action) (ui.Cmd, bool) {
	run, _ := p.current()
	switch a {
	case ui.Enter, ui.Into:
		if run.Pending() {
			return ui.Tell(ui.Show{Dialog: newLeftovers(p.desk, run.Run)}), true
		}
		return ui.Tell(ui.Show{Dialog: p.tell(run)}), true
	case ui.Undo:
		if run.Unreadable != nil {
			return desk.Complain(desk.SafeError(run.Unreadable)), true
		}
		return p.desk.undoRun(run.ID), true
	case ui.Resume:
		if run.Unreadable != nil {
			return desk.Complain(desk.SafeError(run.Unreadable)), true
		}
		return ui.Tell(ui.Show{Dialog: newLeftovers(p.desk, run.Run)}), true
	case ui.Export:
		return p.askAudit(), true
	case ui.CopyMenu:
		return clipboard.Calls(p.desk.Desk, run.Calls), true
	}
	return nil, false
}

// current is the run under the cursor.
func (p *runsPane) current() (pastRun, bool) {
	row, _ := p.browser.Current()
	run, ok := p.runs[row.Ref]
	return run, ok
}

// whyNot is about what the run under the cursor leaves nothing to do for.
func (p *runsPane) whyNot(a ui.Action) widget.Words {
	run, ok := p.current()
	kept := p.desk.Can.Runs != nil
	switch {
	case a == ui.CopyID:
		return "a run has no id to copy: {runs.copy} copies its requests"
	case a == ui.Export && !kept:
		return p.desk.NoServer("a snapshot has no audit trail", "the audit trail is not shown as of %s: {go_history} goes back to now")
	case a == ui.Export:
		return ""
	case !ok && slices.Contains([]ui.Action{ui.Undo, ui.Resume, ui.CopyMenu}, a):
		return "the list is empty"
	case run.ByHand && (a == ui.Undo || a == ui.Resume):
		return "sent by hand, as is: there is no undo"
	case a == ui.Undo && run.Undone:
		return "already undone"
	case a == ui.Resume && run.Unreadable == nil && (run.Complete || run.Undone):
		return "nothing to resume: {runs.resume} resumes an unfinished plan"
	case a == ui.CopyMenu && len(run.Calls) == 0:
		return "no request to copy here"
	}
	return p.browser.WhyNot(a)
}

// tell shows all that a run did.
func (p *runsPane) tell(run pastRun) ui.Dialog {
	th := p.desk.Theme
	lines := []widget.Spans{{
		widget.Sayf(th.Text, "%s, %d of %d done, ", run.At.In(p.desk.Now().Location()).Format("2006-01-02 15:04:05"), run.Done, run.Items),
		widget.Foreign(desk.StyleOf(th, RunState(run.Run).Tone, kindRun), RunState(run.Run).Text),
	}}
	if !run.Reason.IsZero() {
		lines = append(lines, widget.Spans{widget.Say(th.Muted, "Why: "), widget.Foreign(th.Text, run.Reason)})
	}
	lines = append(lines, nil)
	if run.Unreadable != nil {
		lines = append(lines, widget.Spans{widget.Say(th.Bad, th.Glyphs.Cross+" "), widget.Foreign(th.Text, run.title)})
	}
	lines = append(lines, runLines(th, run.Run, run.lines)...)
	for _, c := range run.Changes {
		if b, err := rbac.MarshalChange(c); err == nil {
			lines = append(lines, widget.Spans{widget.Whole(th.Muted, text.New(strings.TrimSpace(string(b))))})
		}
	}
	return desk.NewNotice(th, widget.Spans{widget.Say(th.Title, "Applied")}, lines)
}

func (p *runsPane) askAudit() ui.Cmd {
	return ui.Tell(ui.Show{Dialog: desk.NewPrompt(p.desk.Theme, "Export the audit trail to which file?", text.New("authzx-audit.jsonl"), []widget.Words{
		"JSON lines: when, what, why, before, after, outcome. Only you can read it.",
	}, func(path text.Text) ui.Cmd { return p.exportTo(path) })})
}

func (p *runsPane) exportTo(path text.Text) ui.Cmd {
	h := p.desk.Can.Runs
	if h == nil {
		return nil
	}
	return p.writer.Start("exporting the audit trail", func(context.Context) (string, error) {
		to, err := private.Expand(path.Raw())
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
