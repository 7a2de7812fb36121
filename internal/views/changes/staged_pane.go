package changes

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/clipboard"
	"authzx/internal/views/desk"
)

// stagedNode is a line of the tree of what is staged: a block of changes, known
// by the serial of its first, a part of it, or a line of a part.
type stagedNode struct {
	serial int
	part   string
	n      int
}

// The parts of a block.
const (
	partChange = "change" // one of several changes that go together
	partStep   = "step"   // a request
	partDetail = "detail" // old and new values, and what goes with it
	partNeed   = "need"   // what must hold before a request
	partBody   = "body"   // a line of a request's body
	partFault  = "fault"  // why it can't be carried out
)

// stagedPane is the tree of what is staged: each block unfolds to its requests.
type stagedPane struct {
	desk   *Workspace
	screen *changesScreen
	tree   *widget.Tree[stagedNode]
	writer *ui.Loader[string]
	blocks []block
	effect []widget.Spans // that the foot tells, where nothing else does
	w, h   int
}

// block is what stands on one line: changes that share requests, or one change
// while nothing is compiled.
type block struct {
	serial, place, count int
	sentence             string
	item                 *plan.Item
	fault                string
}

func newStagedPane(s *changesScreen, d *Workspace) *stagedPane {
	p := &stagedPane{desk: d, screen: s, writer: ui.NewLoader[string](s, d.Now)}
	p.tree = widget.NewTree(d.Theme, p.children)
	return p
}

// reload shows what is staged now.
func (p *stagedPane) reload() {
	p.blocks = p.gather()
	p.tree.Reload()
	p.setSize(p.w, p.h)
}

// notHere says that nothing can be staged where no tenant is open.
func notHere(d *Workspace) widget.Spans {
	th := d.Theme
	return widget.Keyed(th, th.Muted, d.NoServer("Nothing can be staged in a snapshot.", "Nothing can be staged as of %s. {go_history} goes back to now."))
}

// sayEmpty says what there is where nothing is staged.
func (p *stagedPane) sayEmpty() {
	th := p.desk.Theme
	if p.desk.Source.Identity().Offline {
		p.tree.SetEmpty(notHere(p.desk))
		return
	}
	waits := widget.Words("it stays here until applied, even across restarts.")
	if p.desk.Passing {
		waits = "it stays here until applied."
	}
	before := widget.Say(th.Muted, " shows what was applied.")
	if n := len(p.desk.Unfinished); n > 0 {
		before = widget.Sayf(th.Muted, " shows %s.", text.Counted(n, "unfinished plan"))
	}
	p.tree.SetEmpty(
		widget.Spans{widget.Say(th.Muted, "Nothing is staged.")}, nil,
		widget.Keyed(th, th.Muted, "{form.stage} in a form, a picker or a question stages a change:"),
		widget.Spans{widget.Say(th.Muted, waits)},
		append(widget.Keyed(th, th.Muted, "{changes.previous_tab}"), before),
	)
}

func (p *stagedPane) gather() []block {
	s := p.desk.Staged
	if s.Seen != nil && s.Seen.Plan != nil {
		items := s.Seen.Plan.Items
		blocks := make([]block, 0, len(items))
		for i := range items {
			if items[i].First >= len(s.tags) {
				break // what is staged has changed meanwhile; the next effect is on its way
			}
			blocks = append(blocks, block{
				serial: s.tags[items[i].First].serial, place: items[i].First, count: len(items[i].Changes),
				sentence: items[i].Sentence(p.desk.Data.Directory), item: &items[i],
			})
		}
		return blocks
	}
	blocks := make([]block, len(s.Changes))
	for i, c := range s.Changes {
		blocks[i] = block{serial: s.tags[i].serial, place: i, count: 1, sentence: c.Sentence(p.desk.Data.Graph, p.desk.Data.Directory)}
	}
	if s.Seen != nil {
		var at *plan.ChangeError
		if errors.As(s.Seen.Err, &at) && at.Index < len(blocks) {
			blocks[at.Index].fault = desk.SafeError(at.Err)
		}
	}
	return blocks
}

func (p *stagedPane) block(serial int) (block, bool) {
	for _, b := range p.blocks {
		if b.serial == serial {
			return b, true
		}
	}
	return block{}, false
}

func (p *stagedPane) children(path []stagedNode) []widget.Node[stagedNode] {
	if len(path) == 0 {
		nodes := make([]widget.Node[stagedNode], len(p.blocks))
		for i, b := range p.blocks {
			nodes[i] = p.root(b)
		}
		return nodes
	}
	b, ok := p.block(path[0].serial)
	at := path[len(path)-1]
	switch {
	case !ok:
		return nil
	case len(path) == 1:
		return p.parts(b)
	case at.part == partStep && b.item != nil && at.n < len(b.item.Steps):
		return p.step(b.serial, b.item.Steps[at.n])
	}
	return nil
}

// root is a block's own line.
func (p *stagedPane) root(b block) widget.Node[stagedNode] {
	th := p.desk.Theme
	label := widget.Spans{widget.Sayf(th.Text, "%s", desk.Wording(b.sentence))}
	switch {
	case b.fault != "":
		label = append(widget.Spans{widget.Say(th.Bad, th.Glyphs.Cross+" ")}, label...)
	case b.item == nil:
	case len(b.item.Steps) == 0:
		label = append(label, widget.Say(th.Muted, "  nothing to do"))
	default:
		label = append(label, widget.Sayf(th.Muted, "  %s", text.Counted(len(b.item.Steps), "request")))
	}
	pending := b.item == nil && b.fault == ""
	return widget.Node[stagedNode]{Key: stagedNode{serial: b.serial}, Label: label, Leaf: pending, Pending: pending}
}

// parts are the changes of a block, where they are several, and its requests.
func (p *stagedPane) parts(b block) []widget.Node[stagedNode] {
	th, d := p.desk.Theme, p.desk.Data
	if b.fault != "" {
		return []widget.Node[stagedNode]{{
			Key:   stagedNode{b.serial, partFault, 0},
			Label: append(widget.Spans{widget.Sayf(th.Bad, "%s", b.fault)}, widget.Keyed(th, th.Muted, "; {drop} drops the change")...),
			Leaf:  true,
		}}
	}
	if b.item == nil {
		return nil
	}
	var nodes []widget.Node[stagedNode]
	if len(b.item.Changes) > 1 {
		for i, c := range b.item.Changes {
			nodes = append(nodes, widget.Node[stagedNode]{
				Key: stagedNode{b.serial, partChange, i}, Leaf: true,
				Label: widget.Spans{widget.Sayf(th.Text, "%s", desk.Wording(c.Sentence(d.Graph, d.Directory)))},
			})
		}
	}
	for i, line := range DetailLines(th, *b.item, d.Directory) {
		nodes = append(nodes, widget.Node[stagedNode]{Key: stagedNode{b.serial, partDetail, i}, Leaf: true, Label: line})
	}
	for i, s := range b.item.Steps {
		label := widget.Spans{widget.Sayf(th.Accent, "%s", s.Line())}
		if s.Note != "" {
			label = append(label, widget.Sayf(th.Muted, "  %s", s.Note))
		}
		nodes = append(nodes, widget.Node[stagedNode]{Key: stagedNode{b.serial, partStep, i}, Label: label})
	}
	if b.item.Note != "" {
		nodes = append(nodes, widget.Node[stagedNode]{
			Key: stagedNode{b.serial, partNeed, -1}, Leaf: true, Label: widget.Spans{widget.Sayf(th.Muted, "%s", b.item.Note)},
		})
	}
	return nodes
}

// step is what a request needs, and its body.
func (p *stagedPane) step(serial int, s plan.Step) []widget.Node[stagedNode] {
	th := p.desk.Theme
	var nodes []widget.Node[stagedNode]
	add := func(part string, label widget.Spans) {
		nodes = append(nodes, widget.Node[stagedNode]{Key: stagedNode{serial, part, len(nodes)}, Label: label, Leaf: true})
	}
	for _, n := range s.Needs {
		add(partNeed, widget.Spans{widget.Say(th.Muted, "only if "), widget.Sayf(th.Text, "%s", n.String())})
	}
	for _, line := range bodyLines(s.Shown().MaskBody()) {
		add(partBody, widget.Spans{widget.Whole(th.JSONString, text.New(line))})
	}
	return nodes
}

// bodyRows is how many lines of a body a tree shows.
const bodyRows = 60

func bodyLines(body []byte) []string {
	if len(body) == 0 {
		return nil
	}
	var b bytes.Buffer
	if json.Indent(&b, body, "", "  ") != nil {
		return []string{string(body)}
	}
	lines := strings.Split(b.String(), "\n")
	if len(lines) > bodyRows {
		more := len(lines) - bodyRows
		lines = append(lines[:bodyRows], fmt.Sprintf("and %d more lines", more))
	}
	return lines
}

// current is the block under the cursor, and its part.
func (p *stagedPane) current() (b block, at stagedNode, ok bool) {
	path := p.tree.Current()
	if len(path) == 0 {
		return block{}, stagedNode{}, false
	}
	b, ok = p.block(path[0].serial)
	if len(path) > 1 {
		at = path[1]
	}
	return b, at, ok
}

func (p *stagedPane) setSize(w, h int) {
	p.w, p.h, p.effect = w, h, nil
	if _, beside := p.screen.split(); beside == 0 {
		p.effect = p.desk.Staged.Seen.told(p.desk.Theme, w, h/2-footLines, listed)
	}
	p.tree.SetSize(w, max(h-p.footRows(), 0))
}

// footLines are those of the foot above the effect.
const footLines = 2

func (p *stagedPane) footRows() int {
	if len(p.desk.Staged.Changes) == 0 || p.h < 4 {
		return 0
	}
	return footLines + len(p.effect)
}

func (p *stagedPane) view() string {
	p.sayEmpty()
	if p.footRows() == 0 {
		return p.tree.View()
	}
	th := p.desk.Theme
	lines := []string{p.tree.View(), widget.Line(th, p.w), widget.Line(th, p.w, p.foot()...)}
	for _, l := range p.effect {
		lines = append(lines, widget.Line(th, p.w, l...))
	}
	return strings.Join(lines, "\n")
}

// foot is what all of it comes to.
func (p *stagedPane) foot() widget.Spans {
	th, s := p.desk.Theme, p.desk.Staged
	switch {
	case s.Seen == nil:
		return widget.Keyed(th, th.Muted, " "+s.Ahead.Words("{refresh} reloads the tenant to compute it"))
	case s.Seen.Err != nil:
		return widget.Spans{widget.Say(th.Bad, " "+th.Glyphs.Cross+" "), widget.Sayf(th.Bad, "Can't be applied: %s", s.Seen.Reason())}
	}
	return widget.Spans{
		widget.Sayf(th.Strong, " %s", s.Seen.EffectSentence()),
		widget.Sayf(th.Muted, " %s %s", th.Glyphs.Dot, s.Seen.requestWords()),
	}
}

// act does what a key means on what is staged.
func (p *stagedPane) act(a ui.Action) (ui.Cmd, bool) {
	if m, ok := ui.Motions(a); ok {
		p.tree.Go(m)
		return nil, true
	}
	switch a {
	case ui.Enter:
		p.tree.Toggle()
	case ui.Into:
		p.tree.Unfold()
	case ui.Out:
		return nil, p.tree.Fold()
	case ui.Drop:
		return p.drop(), true
	case ui.MoveDown, ui.MoveUp:
		return p.move(a == ui.MoveDown), true
	case ui.Apply:
		return p.apply(), true
	case ui.WhatIf:
		return p.desk.askWhatIf(), true
	case ui.Write:
		return p.askFormat(), true
	case ui.CopyMenu:
		return p.copy(), true
	default:
		return nil, false
	}
	return nil, true
}

// whyNot is about what is not staged, and what only the other tabs can do.
func (p *stagedPane) whyNot(a ui.Action) widget.Words {
	seen := p.desk.Staged.Seen
	_, after := p.desk.Staged.After()
	_, _, some := p.current()
	switch {
	case slices.Contains([]ui.Action{ui.Filter, ui.Export, ui.CopyID, ui.WhoCan, ui.Preview}, a):
		return "not here: {changes.next_tab} lists the effect to filter and export; {changes.write} writes the plan"
	case a == ui.Apply && len(p.desk.Staged.Changes) == 0:
		return "nothing is staged"
	case a == ui.WhatIf && !after:
		return "no preview: nothing is staged, or it can't be applied"
	case a == ui.Write && (len(p.desk.Staged.Changes) == 0 || seen == nil || seen.Plan == nil):
		return "nothing to write: nothing is staged, or it can't be applied"
	case !some && slices.Contains([]ui.Action{ui.Enter, ui.Into, ui.Drop, ui.MoveDown, ui.MoveUp, ui.CopyMenu}, a):
		return "nothing is staged"
	case a == ui.CopyMenu && !p.copies():
		return "no request to copy here"
	}
	return ""
}

// copies reports whether there are requests under the cursor.
func (p *stagedPane) copies() bool {
	b, _, ok := p.current()
	return ok && b.item != nil && len(b.item.Steps) > 0
}

// drop takes the block under the cursor away, or the one change of it.
func (p *stagedPane) drop() ui.Cmd {
	b, at, _ := p.current()
	if at.part == partChange {
		return p.desk.Staged.drop(b.place+at.n, 1)
	}
	return p.desk.Staged.drop(b.place, b.count)
}

// move lets the block under the cursor change places with its neighbour.
func (p *stagedPane) move(down bool) ui.Cmd {
	b, _, _ := p.current()
	for i := range p.blocks {
		switch {
		case p.blocks[i].serial != b.serial:
		case down && i+1 < len(p.blocks):
			return p.desk.Staged.swap(b.place, b.count, p.blocks[i+1].count)
		case !down && i > 0:
			before := p.blocks[i-1]
			return p.desk.Staged.swap(before.place, before.count, b.count)
		}
	}
	return nil
}

// apply asks about all that is staged.
func (p *stagedPane) apply() ui.Cmd {
	changes := append([]rbac.Change(nil), p.desk.Staged.Changes...)
	return p.desk.ask(&review{intent: intent{changes: changes, staged: true}})
}

// copy offers the request under the cursor, or all of the block.
func (p *stagedPane) copy() ui.Cmd {
	b, at, _ := p.current()
	if at.part == partStep && at.n < len(b.item.Steps) {
		return clipboard.Call(p.desk.Desk, b.item.Steps[at.n].Shown())
	}
	return clipboard.Calls(p.desk.Desk, clipboard.ShownCalls(b.item.Steps))
}
