package changes

import (
	"context"
	"slices"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
	"authzx/internal/views/kinds"
)

// applying is the dialog while a plan is being sent, and after it when not all
// went well: what became of each item, and how to go on.
type applying struct {
	ui.Plain
	desk      *Workspace
	intent    intent
	sentences []string
	begin     func(context.Context, func(tenant.Progress)) (tenant.Report, error)
	loader    *ui.Loader[tenant.Report]
	feed      *feed
	since     time.Time
	before    *rbac.Graph // the tenant as it was known when this began
	at        tenant.Progress
	report    *tenant.Report // nil while it runs
	err       error          // why nothing was sent at all
	pager     *widget.Pager
	cursor    int // the item that the cursor is on, once it is over
	w, h      int
}

func newApplying(d *Workspace, sentences []string, in intent) *applying {
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
	if p.Phase == tenant.Finished {
		f.results[p.Item] = p.Result
	}
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

// outcome is what became of an item; over is false before that is known.
func (f *feed) outcome(item int) (o tenant.Outcome, over bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	r, over := f.results[item]
	return r.Outcome, over
}

func (f *feed) done() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.results)
}

// progressed says that there is news in a feed.
type progressed struct {
	dialog *applying
	feed   *feed
}

func (m progressed) To() any { return m.dialog }

func (a *applying) Init() ui.Cmd { return a.start() }

// start runs what reports progress.
func (a *applying) start() ui.Cmd {
	a.feed, a.report, a.err, a.since = newFeed(), nil, nil, a.desk.Now()
	a.before = a.desk.Data.Graph
	a.at = tenant.Progress{Items: len(a.sentences)}
	f, begin := a.feed, a.begin
	run := a.loader.Start("applying", func(ctx context.Context) (tenant.Report, error) {
		defer close(f.news)
		return begin(ctx, f.add)
	})
	return ui.Batch(run, a.listen())
}

func (a *applying) listen() ui.Cmd {
	f := a.feed
	return ui.Run(func() tea.Msg {
		if _, ok := <-f.news; !ok {
			return nil
		}
		return progressed{a, f}
	})
}

// Update takes progress and the end.
func (a *applying) Update(msg tea.Msg) ui.Cmd {
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
	a.cursor = a.firstTrouble()
	a.pager.Go(widget.Top)
	a.SetSize(a.w, a.h)
	// The new graph is there already: what is said of it and what is shown must
	// not differ for a moment.
	taken := a.desk.Take()
	if a.intent.undo == nil {
		a.desk.Made = created(a.before, a.desk.Data.Graph, a.intent.changes)
	}
	return ui.Batch(taken, a.desk.ran(), a.settle(), ui.Tell(ui.DataChanged{}), a.ended())
}

// settle keeps of what was staged only what was not done.
func (a *applying) settle() ui.Cmd {
	if !a.intent.staged || a.err != nil && a.report.Run == "" {
		return nil
	}
	return a.desk.Staged.replace(a.report.Remaining)
}

// ended closes the dialog at once when all went well.
func (a *applying) ended() ui.Cmd {
	if a.err != nil || !a.report.Complete() || len(a.report.Foreign) > 0 {
		return nil
	}
	words := text.Counted(len(a.report.Results), "change") + a.desk.Theme.Words(" applied, verified: {everywhere.undo} undo")
	if a.intent.undo != nil {
		words = "undone, verified"
	}
	return ui.Answer(a, desk.Say(words))
}

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
		rows = len(desk.Hanging(a.outcomeLines(), max(w-4, 1)))
	}
	return w, min(h, max(rows+4, 9))
}

// SetSize gives it its room.
func (a *applying) SetSize(w, h int) {
	a.w, a.h = w, h
	a.pager.SetSize(max(w-4, 0), max(h-4, 0))
	if !a.running() {
		a.pager.SetLines(desk.Hanging(a.outcomeLines(), max(a.w-4, 1)))
	}
}

func (a *applying) Title() string { return "Applying" }

// Layers are the keys of a plan under way.
func (a *applying) Layers() []ui.Layer { return []ui.Layer{ui.ApplyLayer} }

// Hints are how to go on.
func (a *applying) Hints() []ui.Action {
	return []ui.Action{ui.Retry, ui.GoOn, ui.Undo, ui.KeepRest, ui.Escape}
}

// WhyNot says that a plan is under way, or left nothing to go on with.
func (a *applying) WhyNot(act ui.Action) widget.Words {
	if a.running() {
		return "{interrupt} stops after this request"
	}
	writes := a.desk.Can.Write != nil
	switch act {
	case ui.Retry, ui.GoOn:
		switch {
		case !writes || a.report.Run == "":
			return "nothing to resume: nothing was sent"
		case a.report.Complete() || len(a.report.Remaining) == 0:
			return "nothing left to send"
		}
	case ui.KeepRest:
		if !writes || len(a.report.Remaining) == 0 || a.intent.undo != nil {
			return "nothing left to stage"
		}
	case ui.Undo:
		if a.report.Run == "" {
			return "nothing to undo: nothing was sent"
		}
	case ui.Enter:
		if _, ok := a.inTheWay(); !ok {
			return "nothing to open: move to an item that is blocked"
		}
	}
	return ""
}

// Act does what a key means: while it runs none but ctrl+c does anything.
func (a *applying) Act(act ui.Action) (ui.Cmd, bool) {
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
		return a.askAgain(act == ui.GoOn), true
	case ui.Undo:
		return ui.Answer(a, a.desk.undoRun(a.report.Run)), true
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
	a.pager.SetLines(desk.Hanging(a.outcomeLines(), max(a.w-4, 1)))
}

// goThere opens what stands in the way of the item under the cursor.
func (a *applying) goThere() ui.Cmd {
	ref, _ := a.inTheWay()
	return ui.Answer(a, ui.Tell(desk.OpenScreen(kinds.Of(ref.Kind).Singular(), ref.ID)))
}

// inTheWay is what stands in the way of the item under the cursor.
func (a *applying) inTheWay() (rbac.Ref, bool) {
	if a.cursor < 0 || a.cursor >= len(a.report.Results) {
		return rbac.Ref{}, false
	}
	r := a.report.Results[a.cursor]
	refs := slices.Clone(r.Blockers)
	for _, d := range r.Differences {
		refs = append(refs, d.Of)
	}
	for _, ref := range refs {
		if kinds.Of(ref.Kind) != nil {
			return ref, true
		}
	}
	return rbac.Ref{}, false
}
