package views

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// applying is the dialog while a plan is being sent, and after it when not all
// went well: what became of each item, and how to go on.
type applying struct {
	desk      *Desk
	intent    intent
	sentences []string
	begin     func(context.Context, func(tenant.Progress)) (tenant.Report, error)
	loader    *ui.Loader[tenant.Report]
	feed      *feed
	since     time.Time
	at        tenant.Progress
	report    *tenant.Report // nil while it runs
	err       error          // why nothing was sent at all
	pager     *widget.Pager
	cursor    int // the item that the cursor is on, once it is over
	w, h      int
}

func newApplying(d *Desk, sentences []string, in intent) *applying {
	a := &applying{desk: d, intent: in, sentences: sentences, pager: widget.NewPager(d.Theme, true)}
	a.loader = ui.NewLoader[tenant.Report](a, d.Now)
	return a
}

// feed carries progress from where the plan is sent to the screen: what the
// screen was too slow for is passed over, but no item's outcome is lost.
type feed struct {
	mu      sync.Mutex
	latest  tenant.Progress
	results map[int]tenant.Result
	news    chan struct{}
}

func newFeed() *feed {
	return &feed{results: map[int]tenant.Result{}, news: make(chan struct{}, 1)}
}

func (f *feed) add(p tenant.Progress) {
	f.mu.Lock()
	f.latest = p
	f.results[p.Item] = p.Result
	f.mu.Unlock()
	select {
	case f.news <- struct{}{}:
	default:
	}
}

func (f *feed) now() tenant.Progress {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.latest
}

func (f *feed) outcome(item int) tenant.Outcome {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.results[item].Outcome
}

// progressed says that there is news in a feed.
type progressed struct {
	dialog *applying
	feed   *feed
}

func (m progressed) To() any { return m.dialog }

func (a *applying) Init() tea.Cmd { return a.start(a.begin) }

// start runs something that reports progress.
func (a *applying) start(begin func(context.Context, func(tenant.Progress)) (tenant.Report, error)) tea.Cmd {
	a.feed, a.report, a.err, a.since = newFeed(), nil, nil, a.desk.Now()
	a.at = tenant.Progress{Items: len(a.sentences)}
	f := a.feed
	run := a.loader.Start("applying", func(ctx context.Context) (tenant.Report, error) {
		defer close(f.news)
		return begin(ctx, f.add)
	})
	return ui.Batch(run, a.listen())
}

func (a *applying) listen() tea.Cmd {
	f := a.feed
	return func() tea.Msg {
		if _, ok := <-f.news; !ok {
			return nil
		}
		return progressed{a, f}
	}
}

// Update takes progress and the end.
func (a *applying) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(progressed); ok {
		if m.feed != a.feed {
			return nil
		}
		a.at = m.feed.now()
		return a.listen()
	}
	report, err, ok := a.loader.Take(msg)
	if !ok {
		return nil
	}
	a.report, a.err = &report, err
	a.desk.journaled++
	a.cursor = a.firstTrouble()
	a.pager.Go(widget.Top)
	a.SetSize(a.w, a.h)
	// The new graph is there already: what is said of it and what is shown must
	// not differ for a moment.
	return ui.Batch(a.desk.take(), a.settle(), ui.Tell(ui.DataChanged{}), a.ended())
}

// settle keeps of what was staged only what was not done.
func (a *applying) settle() tea.Cmd {
	if !a.intent.staged || a.err != nil && a.report.Run == "" {
		return nil
	}
	return a.desk.staged.replace(a.report.Remaining)
}

// ended closes the dialog at once when all went well.
func (a *applying) ended() tea.Cmd {
	if a.err != nil || !a.report.Complete() || len(a.report.After) > 0 {
		return nil
	}
	words := counted(len(a.report.Results), "change") + " sent and read back: u takes back"
	if a.intent.undo != nil {
		words = "taken back, and read back"
	}
	return ui.Tell(ui.Close{Dialog: a, Then: ui.Say{Text: words}})
}

// firstTrouble is the first item that was not done.
func (a *applying) firstTrouble() int {
	for i, r := range a.report.Results {
		if r.Outcome != tenant.Done {
			return i
		}
	}
	return 0
}

// Busy is since when it runs. Cancelling ends it after the request under way.
func (a *applying) Busy() (time.Time, string) { return a.loader.Busy() }

// Cancel asks it to end after the request under way: the report still comes.
func (a *applying) Cancel() { a.loader.Stop() }

// Close lets it go on to the end of the request under way.
func (a *applying) Close() { a.loader.Cancel() }

// Sending is a plan at work.
func (a *applying) Sending() string {
	if !a.running() {
		return ""
	}
	return "a plan"
}

func (a *applying) running() bool { return a.report == nil }

// Want is most of the screen, for the items.
func (a *applying) Want(w, h int) (int, int) {
	w = min(w-4, 90)
	rows := len(a.sentences)
	if !a.running() {
		rows = 0
		rows = len(hanging(a.outcomeLines(), max(w-4, 1)))
	}
	return w, min(h, max(rows+4, 9))
}

// SetSize gives it its room.
func (a *applying) SetSize(w, h int) {
	a.w, a.h = w, h
	a.pager.SetSize(max(w-4, 0), max(h-4, 0))
	if !a.running() {
		a.pager.SetLines(hanging(a.outcomeLines(), max(a.w-4, 1)))
	}
}

func (a *applying) Title() string { return "Applying" }

// Layers are the keys of a plan under way.
func (a *applying) Layers() []ui.Layer { return []ui.Layer{ui.ApplyLayer} }

// Hints are how to go on.
func (a *applying) Hints() []ui.Action {
	if a.running() {
		return nil
	}
	if a.err != nil && a.report.Run == "" || a.report.Complete() {
		return []ui.Action{ui.Escape}
	}
	hints := []ui.Action{ui.Retry, ui.GoOn, ui.Undo}
	if len(a.report.Remaining) > 0 && a.intent.undo == nil {
		hints = append(hints, ui.KeepRest)
	}
	return append(hints, ui.Escape)
}

// Act does what a key means: while it runs none but ctrl+c does anything.
func (a *applying) Act(act ui.Action) (tea.Cmd, bool) {
	if a.running() {
		return say("ctrl+c stops after the request under way"), true
	}
	if act == ui.Down || act == ui.Up {
		a.move(act)
		return nil, true
	}
	if m, ok := ui.Motions(act); ok {
		a.pager.Go(m)
		return nil, true
	}
	switch act {
	case ui.Escape:
		return ui.Tell(ui.Close{Dialog: a}), true
	case ui.Enter:
		return a.goThere(), true
	case ui.Retry, ui.GoOn:
		return a.resume(act == ui.GoOn), true
	case ui.Undo:
		return ui.Batch(ui.Tell(ui.Close{Dialog: a}), a.desk.undoRun(a.report.Run)), true
	case ui.KeepRest:
		return a.keepRest(), true
	}
	return nil, true
}

func (a *applying) move(act ui.Action) {
	if act == ui.Down {
		a.cursor = min(a.cursor+1, len(a.report.Results)-1)
	} else {
		a.cursor = max(a.cursor-1, 0)
	}
	m, _ := ui.Motions(act)
	a.pager.Go(m)
	a.pager.SetLines(hanging(a.outcomeLines(), max(a.w-4, 1)))
}

// goThere opens what stands in the way of the item under the cursor.
func (a *applying) goThere() tea.Cmd {
	if a.cursor < 0 || a.cursor >= len(a.report.Results) {
		return nil
	}
	r := a.report.Results[a.cursor]
	refs := r.Blockers
	for _, d := range r.Differences {
		refs = append(refs, d.Of)
	}
	for _, ref := range refs {
		if k := a.desk.kindOf(ref.Kind); k != nil {
			return ui.Tell(ui.Close{Dialog: a, Then: to(k.detail, ref.ID)})
		}
	}
	return say("nothing to go to: move to an item that something else stands in the way of")
}

// resume tries again what was not done; goOn doesn't stop at the next failure.
func (a *applying) resume(goOn bool) tea.Cmd {
	w, ok := a.desk.Source.(writer)
	run := a.report.Run
	if !ok || run == "" || a.report.Complete() {
		return nil
	}
	if why := a.desk.lock.refusal(); why != "" {
		return complain("not sent: " + why)
	}
	o := tenant.ApplyOptions{Reason: a.intent.reason, GoOn: goOn}
	return a.start(func(ctx context.Context, progress func(tenant.Progress)) (tenant.Report, error) {
		return w.Resume(ctx, run, o, progress)
	})
}

// keepRest stages what was not done and lets go of the run.
func (a *applying) keepRest() tea.Cmd {
	w, ok := a.desk.Source.(writer)
	if !ok || len(a.report.Remaining) == 0 {
		return nil
	}
	staged := counted(len(a.report.Remaining), "change") + " staged: 7 shows what is"
	forget := a.desk.dismiss(w, a.report.Run, staged, "the run stays in the journal as unfinished")
	if a.intent.staged {
		// It is staged already.
		return ui.Batch(ui.Tell(ui.Close{Dialog: a}), forget)
	}
	return ui.Batch(ui.Tell(ui.Close{Dialog: a}), a.desk.stage(a.report.Remaining), forget)
}

// View draws it.
func (a *applying) View() string {
	th := a.desk.Theme
	if a.running() {
		return padded(th, widget.Spans{widget.Say(th.Title, "Applying")}, a.runningView(), a.w, a.h)
	}
	title := widget.Spans{widget.Sayf(th.Title, "%s", a.verdict())}
	return padded(th, title, a.pager.View()+"\n\n"+a.ways(), a.w, a.h)
}

// runningView is how far it has come.
func (a *applying) runningView() string {
	th, w := a.desk.Theme, max(a.w-4, 0)
	done := a.at.Item
	if a.at.Phase == tenant.Finished {
		done++
	}
	p := widget.Progress{
		Label: widget.Spans{widget.Sayf(th.Text, "%s", phaseWords(a.at.Phase))},
		Done:  min(done, a.at.Items), Total: a.at.Items,
		Elapsed: a.desk.Now().Sub(a.since),
		Hint:    widget.Spans{widget.Say(th.Key, "ctrl+c"), widget.Say(th.Muted, " stops")},
	}
	lines := []string{p.View(th, w), ""}
	from := max(0, min(a.at.Item-2, len(a.sentences)-(a.h-5)))
	for i := from; i < len(a.sentences) && len(lines) < a.h-2; i++ {
		sign, style := widget.Words(" "), th.Muted
		switch {
		case i == a.at.Item:
			sign, style = th.Glyphs.Cursor, th.Text
		case i < a.at.Item:
			sign, style = outcomeSign(th, a.feed.outcome(i))
		}
		lines = append(lines, widget.Line(th, w, widget.Say(style, sign+" "), widget.Sayf(style, "%s", wording(a.sentences[i]))))
	}
	return widget.Block(lines, w, max(a.h-2, 0))
}

// phaseWords are a phase for people.
func phaseWords(p tenant.Phase) string {
	if p == "" {
		return "beginning"
	}
	return text.Escape(string(p))
}

// verdict is the outcome in a line.
func (a *applying) verdict() string {
	r := a.report
	switch {
	case a.err != nil && r.Run == "":
		return "Nothing was sent"
	case errors.Is(r.Stopped, context.Canceled):
		return fmt.Sprintf("Stopped: %d of %d done", r.Count(tenant.Done), len(r.Results))
	case r.Complete():
		return "All done"
	}
	return fmt.Sprintf("Not all was done: %d of %d", r.Count(tenant.Done), len(r.Results))
}

// ways are how to go on, in a line.
func (a *applying) ways() string {
	th := a.desk.Theme
	var spans widget.Spans
	key := func(k, says widget.Words) {
		spans = append(spans, widget.Say(th.Key, k), widget.Say(th.Muted, " "+says+"   "))
	}
	if a.report.Run != "" && !a.report.Complete() {
		key("r", "retry")
		key("g", "go on")
		key("u", "undo")
		if len(a.report.Remaining) > 0 && a.intent.undo == nil {
			key("s", "stage the rest")
		}
	}
	key("esc", "close")
	return widget.Line(th, max(a.w-4, 0), spans...)
}

// thing names a thing in a report.
func (d *Data) thing(ref rbac.Ref) string { return string(ref.Kind) + " " + rbac.Quoted(d.name(ref)) }
