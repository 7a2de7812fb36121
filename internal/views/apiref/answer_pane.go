package apiref

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"authzx/internal/endpoint"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// document is a body made ready to be shown: as JSON, or as words where it is
// none. It holds no secret: it is made of masked bytes.
type document struct {
	json  *widget.Document
	words []widget.Spans
}

// shownText is how much of a body that is no JSON is shown, in bytes.
const shownText = 64 << 10

// newDocument takes a masked body apart. Large ones take a while.
func newDocument(th *theme.Theme, masked []byte) document {
	if len(bytes.TrimSpace(masked)) == 0 {
		return document{words: []widget.Spans{{widget.Say(th.Muted, "No body.")}}}
	}
	if doc, err := widget.ParseJSON(masked); err == nil {
		return document{json: doc}
	}
	lines := []widget.Spans{{widget.Sayf(th.Muted, "%s, not JSON:", text.Size(int64(len(masked))))}}
	for l := range strings.SplitSeq(string(masked[:min(len(masked), shownText)]), "\n") {
		lines = append(lines, widget.Spans{widget.Whole(th.Text, text.New(l))})
	}
	if len(masked) > shownText {
		lines = append(lines, widget.Spans{widget.Say(th.Muted, "and more, not shown")})
	}
	return document{words: lines}
}

// timeText is a duration as a person would write it.
func timeText(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}

// bodyPane shows one body: coloured, foldable and searchable where it is JSON.
type bodyPane struct {
	json  *desk.JSONPane
	words *widget.Pager
	doc   document
	w, h  int
}

func newBodyPane(d *desk.Desk) *bodyPane {
	return &bodyPane{json: desk.NewJSONPane(d), words: widget.NewPager(d.Theme, true)}
}

func (p *bodyPane) show(doc document) {
	p.doc = doc
	p.json.Show(doc.json)
	p.words.SetLines(doc.words)
}

func (p *bodyPane) setSize(w, h int) {
	p.w, p.h = w, h
	p.json.SetSize(w, h)
	p.words.SetSize(max(w-1, 0), h)
}

func (p *bodyPane) view() string {
	if p.doc.json != nil {
		return p.json.View()
	}
	return indented(p.words.View(), p.w)
}

// indented sets a block one cell in, to w cells.
func indented(block string, w int) string {
	lines := strings.Split(block, "\n")
	for i := range lines {
		lines[i] = widget.Fit(" "+lines[i], w, "")
	}
	return strings.Join(lines, "\n")
}

func (p *bodyPane) act(a ui.Action) (ui.Cmd, bool) {
	if p.doc.json == nil {
		m, ok := ui.Motions(a)
		if ok {
			p.words.Go(m)
		}
		return nil, ok
	}
	return p.json.Act(a)
}

// whereabouts says where the cursor is, and what enter leads to.
func (p *bodyPane) whereabouts() string {
	if p.doc.json == nil {
		return ""
	}
	return p.json.Whereabouts()
}

// sent is a call that was sent, with what came back made ready to be shown.
type sent struct {
	call    endpoint.Call
	answer  *tenant.Answer // nil when none came
	body    document
	headers []widget.Spans
}

// NewSent makes an answer ready to be shown; beside the program, since bodies
// may be large.
func NewSent(th *theme.Theme, call endpoint.Call, answer *tenant.Answer) sent {
	s := sent{call: call, answer: answer}
	if answer == nil {
		return s
	}
	s.body = newDocument(th, answer.Masked())
	for _, h := range answer.Header {
		s.headers = append(s.headers, widget.Spans{
			widget.Foreign(th.JSONKey, h.Name), widget.Say(th.Muted, ": "), widget.Foreign(th.Text, h.Value),
		})
	}
	return s
}

// statusSpans are a status with its words, graded by sign and colour. A success that
// is none, such as a page of a proxy, is not sound.
func statusSpans(th *theme.Theme, status int, sound bool) widget.Spans {
	style, sign := th.Good, th.Glyphs.Check
	switch {
	case status == 0:
		return widget.Spans{widget.Say(th.Bad, th.Glyphs.Cross+" no answer")}
	case status >= 400:
		style, sign = th.Bad, th.Glyphs.Cross
	case !sound && status < 300:
		return widget.Spans{widget.Sayf(th.Warn, "%s %d %s, but not from this API", string(th.Glyphs.Warning), status, http.StatusText(status))}
	case status >= 300:
		style, sign = th.Warn, th.Glyphs.Warning
	}
	return widget.Spans{widget.Sayf(style, "%s %d %s", string(sign), status, http.StatusText(status))}
}

// summary is one line: status, time, size, attempts.
func (s sent) summary(th *theme.Theme) widget.Spans {
	dot := widget.Say(th.Muted, " "+th.Glyphs.Dot+" ")
	spans := append(widget.Spans{widget.Say(th.Text, " ")}, statusSpans(th, s.answer.Status, s.answer.IsJSON() || len(s.answer.Body) == 0)...)
	spans = append(spans, dot, widget.Say(th.Text, widget.Words(timeText(s.answer.Duration))),
		dot, widget.Say(th.Text, widget.Words(text.Size(int64(len(s.answer.Body))))))
	if s.answer.Attempts > 1 {
		spans = append(spans, dot, widget.Sayf(th.Warn, "%d attempts", s.answer.Attempts))
	}
	return spans
}

// inDocument reports whether an action is about a JSON document.
func inDocument(a ui.Action) bool {
	return slices.Contains([]ui.Action{ui.Enter, ui.Into, ui.Filter, ui.NextHit, ui.PrevHit, ui.CopyID}, a)
}

// whyNot says why an action can't be done to a body; empty where it can.
func (p *bodyPane) whyNot(a ui.Action) widget.Words {
	if p.doc.json == nil {
		return "no document in this tab"
	}
	return p.json.WhyNot(a)
}
