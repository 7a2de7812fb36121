package views

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/plan"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
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
	partNeed   = "need"   // what must hold before a request
	partBody   = "body"   // a line of a request's body
	partFault  = "fault"  // why it can't be carried out
)

// stagedPane is the tree of what is staged: each block unfolds to its requests.
type stagedPane struct {
	desk   *Desk
	screen *changesScreen
	tree   *widget.Tree[stagedNode]
	writer *ui.Loader[string]
	blocks []block
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

func newStagedPane(s *changesScreen, d *Desk) *stagedPane {
	p := &stagedPane{desk: d, screen: s, writer: ui.NewLoader[string](s, d.Now)}
	p.tree = widget.NewTree(d.Theme, p.children)
	return p
}

// reload shows what is staged now.
func (p *stagedPane) reload() {
	p.blocks = p.gather()
	th := p.desk.Theme
	waits := widget.Words("it waits here until it is applied, even over a restart.")
	if p.desk.Passing {
		waits = "it waits here until it is applied."
	}
	p.tree.SetEmpty(
		widget.Spans{widget.Say(th.Muted, "Nothing is staged.")}, nil,
		widget.Spans{widget.Say(th.Key, "ctrl+t"), widget.Say(th.Muted, " in a form, a picker or a question stages a change:")},
		widget.Spans{widget.Say(th.Muted, waits)},
		widget.Spans{widget.Say(th.Key, "]"), widget.Say(th.Muted, " shows what was applied before.")},
	)
	p.tree.Reload()
	p.setSize(p.w, p.h)
}

func (p *stagedPane) gather() []block {
	s := p.desk.staged
	if s.seen != nil && s.seen.plan != nil {
		items := s.seen.plan.Items
		blocks := make([]block, 0, len(items))
		for i := range items {
			if items[i].First >= len(s.tags) {
				break // what is staged has changed meanwhile; the next effect is on its way
			}
			blocks = append(blocks, block{
				serial: s.tags[items[i].First].serial, place: items[i].First, count: len(items[i].Changes),
				sentence: items[i].Sentence(p.desk.data.Directory), item: &items[i],
			})
		}
		return blocks
	}
	blocks := make([]block, len(s.changes))
	for i, c := range s.changes {
		blocks[i] = block{serial: s.tags[i].serial, place: i, count: 1, sentence: c.Sentence(p.desk.data.Graph, p.desk.data.Directory)}
	}
	if s.seen != nil {
		var at *plan.ChangeError
		if errors.As(s.seen.err, &at) && at.Index < len(blocks) {
			blocks[at.Index].fault = safe(at.Err)
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
	label := widget.Spans{widget.Sayf(th.Text, "%s", wording(b.sentence))}
	switch {
	case b.fault != "":
		label = append(widget.Spans{widget.Say(th.Bad, th.Glyphs.Cross+" ")}, label...)
	case b.item == nil:
	case len(b.item.Steps) == 0:
		label = append(label, widget.Say(th.Muted, "  nothing to do"))
	default:
		label = append(label, widget.Sayf(th.Muted, "  %s", counted(len(b.item.Steps), "request")))
	}
	return widget.Node[stagedNode]{Key: stagedNode{serial: b.serial}, Label: label, Leaf: b.item == nil && b.fault == ""}
}

// parts are the changes of a block, where they are several, and its requests.
func (p *stagedPane) parts(b block) []widget.Node[stagedNode] {
	th, d := p.desk.Theme, p.desk.data
	if b.fault != "" {
		return []widget.Node[stagedNode]{{
			Key:   stagedNode{b.serial, partFault, 0},
			Label: widget.Spans{widget.Sayf(th.Bad, "%s", b.fault), widget.Say(th.Muted, "; "), widget.Say(th.Key, "d"), widget.Say(th.Muted, " drops the change")},
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
				Label: widget.Spans{widget.Sayf(th.Text, "%s", wording(c.Sentence(d.Graph, d.Directory)))},
			})
		}
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
		add(partNeed, widget.Spans{widget.Say(th.Muted, "needs "), widget.Sayf(th.Text, "%s", n.String())})
	}
	for _, line := range bodyLines(s.Shown().MaskBody()) {
		add(partBody, widget.Spans{widget.Whole(th.JSONString, text.New(line))})
	}
	return nodes
}

// bodyRows is how many lines of a body a tree shows.
const bodyRows = 60

// bodyLines is a JSON body, indented.
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
	p.w, p.h = w, h
	p.tree.SetSize(w, max(h-p.footRows(), 0))
}

func (p *stagedPane) footRows() int {
	if len(p.desk.staged.changes) == 0 || p.h < 4 {
		return 0
	}
	return 2
}

func (p *stagedPane) view() string {
	if p.footRows() == 0 {
		return p.tree.View()
	}
	th := p.desk.Theme
	return p.tree.View() + "\n" + widget.Line(th, p.w) + "\n" + widget.Line(th, p.w, p.foot()...)
}

// foot is what all of it comes to.
func (p *stagedPane) foot() widget.Spans {
	th, s := p.desk.Theme, p.desk.staged
	switch {
	case s.seen == nil:
		return widget.Spans{widget.Say(th.Muted, " "+s.ahead.words("r reads the tenant and works it out"))}
	case s.seen.err != nil:
		return widget.Spans{widget.Say(th.Bad, " "+th.Glyphs.Cross+" "), widget.Sayf(th.Bad, "This can't be done: %s", s.seen.reason())}
	}
	return widget.Spans{
		widget.Sayf(th.Strong, " %s", s.seen.effectSentence()),
		widget.Sayf(th.Muted, " %s %s", th.Glyphs.Dot, s.seen.requestWords()),
	}
}

// act does what a key means on what is staged.
func (p *stagedPane) act(a ui.Action) (tea.Cmd, bool) {
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
	case ui.Filter, ui.Export, ui.CopyID, ui.WhoCan, ui.Preview:
		return say("not here: ] lists the effect, which can be filtered and exported; w writes the plan"), true
	default:
		return nil, false
	}
	return nil, true
}

// drop takes the block under the cursor away, or the one change of it.
func (p *stagedPane) drop() tea.Cmd {
	b, at, ok := p.current()
	switch {
	case !ok:
		return nil
	case at.part == partChange:
		return p.desk.staged.drop(b.place+at.n, 1)
	}
	return p.desk.staged.drop(b.place, b.count)
}

// move lets the block under the cursor change places with its neighbour.
func (p *stagedPane) move(down bool) tea.Cmd {
	b, _, ok := p.current()
	if !ok {
		return nil
	}
	for i := range p.blocks {
		switch {
		case p.blocks[i].serial != b.serial:
		case down && i+1 < len(p.blocks):
			return p.desk.staged.swap(b.place, b.count, p.blocks[i+1].count)
		case !down && i > 0:
			before := p.blocks[i-1]
			return p.desk.staged.swap(before.place, before.count, b.count)
		}
	}
	return nil
}

// apply asks about all that is staged.
func (p *stagedPane) apply() tea.Cmd {
	if len(p.desk.staged.changes) == 0 {
		return say("nothing is staged")
	}
	changes := append([]rbac.Change(nil), p.desk.staged.changes...)
	return p.desk.reviewOf(nil, intent{changes: changes, staged: true})
}

// copy offers the request under the cursor, or all of the block.
func (p *stagedPane) copy() tea.Cmd {
	b, at, ok := p.current()
	if !ok || b.item == nil || len(b.item.Steps) == 0 {
		return say("there is no request to copy here")
	}
	if at.part == partStep && at.n < len(b.item.Steps) {
		return p.desk.copyCall(b.item.Steps[at.n].Shown())
	}
	return p.desk.copyCalls(shownCalls(b.item.Steps))
}
