package views

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/secret"
	"authzx/internal/snippet"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// addressed is a source with an address that calls are relative to.
type addressed interface{ BaseURL() string }

// tokenHolder is a source that gives its token to who asks to see it.
type tokenHolder interface {
	Token(ctx context.Context) (secret.Secret, error)
}

// baseURL is the address that snippets name; empty for a saved document.
func (d *Desk) baseURL() string {
	if a, ok := d.Source.(addressed); ok {
		return a.BaseURL()
	}
	return ""
}

// snippetPane shows a call in one of the formats. The token stays a variable
// unless the person asks for it.
type snippetPane struct {
	desk   *Desk
	call   endpoint.Call
	token  secret.Secret // zero unless it is shown
	loader *ui.Loader[secret.Secret]
	pager  *widget.Pager
	w, h   int
}

func newSnippetPane(owner any, d *Desk) *snippetPane {
	return &snippetPane{
		desk: d, loader: ui.NewLoader[secret.Secret](owner, d.Now), pager: widget.NewPager(d.Theme, true),
	}
}

func (p *snippetPane) show(call endpoint.Call) {
	p.call = call
	p.pager.SetLines(snippetLines(p.desk, p.text()))
}

func (p *snippetPane) is() snippet.Format { return snippet.Formats()[p.desk.recall.format] }

func (p *snippetPane) text() string {
	return p.is().Write(p.call, snippet.Options{BaseURL: p.desk.baseURL(), Token: p.token})
}

func snippetLines(d *Desk, s string) []widget.Spans {
	var lines []widget.Spans
	for l := range strings.SplitSeq(s, "\n") {
		lines = append(lines, widget.Spans{widget.Whole(d.Theme.Text, text.New(l))})
	}
	return lines
}

// turn goes on to the next format.
func (p *snippetPane) turn() {
	p.desk.recall.format = (p.desk.recall.format + 1) % len(snippet.Formats())
	p.pager.Go(widget.Top)
	p.show(p.call)
}

// reveal shows the token in the snippet, or hides it again.
func (p *snippetPane) reveal() tea.Cmd {
	if !p.token.IsZero() {
		p.token = secret.Secret{}
		p.show(p.call)
		return say("the token is hidden")
	}
	holder, ok := p.desk.Source.(tokenHolder)
	if !ok {
		return say("there is no token: this is a saved document")
	}
	return p.loader.Start("getting the token", holder.Token)
}

// update takes the token that was asked for.
func (p *snippetPane) update(msg tea.Msg) (tea.Cmd, bool) {
	token, err, ok := p.loader.Take(msg)
	switch {
	case !ok:
		return nil, false
	case err != nil:
		return complain("no token: " + safe(err)), true
	}
	p.token = token
	p.show(p.call)
	return say("the token is shown, and copied with the snippet: ctrl+g hides it"), true
}

// copy puts the snippet on the clipboard as it is shown.
func (p *snippetPane) copy() tea.Cmd {
	words, whole := p.call.Withheld()
	if whole {
		return complain("not copied: " + words)
	}
	what := p.is().Title()
	if !p.token.IsZero() {
		what += " with the token"
	}
	if words != "" {
		what += " (a secret left out)"
	}
	return ui.Tell(ui.Copy{What: what, Value: p.text()})
}

func (p *snippetPane) setSize(w, h int) {
	p.w, p.h = w, h
	p.pager.SetSize(w, max(h-1, 0))
}

// view is a line that names the format, and the snippet below it.
func (p *snippetPane) view() string {
	if p.w == 0 || p.h == 0 {
		return ""
	}
	if p.h == 1 {
		return p.heading()
	}
	return p.heading() + "\n" + p.pager.View()
}

func (p *snippetPane) heading() string {
	th := p.desk.Theme
	bar := string(th.Glyphs.Horizontal)
	spans := widget.Spans{widget.Say(th.Border, widget.Words(bar+" ")), widget.Say(th.Title, widget.Words(p.is().Title()))}
	if !p.token.IsZero() {
		spans = append(spans, widget.Say(th.Warn, " "+th.Glyphs.Warning+" token shown"))
	}
	switch words, whole := p.call.Withheld(); {
	case whole:
		spans = append(spans, widget.Say(th.Warn, " "+th.Glyphs.Warning+" without the body, which is not JSON"))
	case words != "":
		spans = append(spans, widget.Say(th.Warn, " "+th.Glyphs.Warning+" a secret left out"))
	}
	if _, n := p.pager.Beyond(); n > 0 && p.h > 1 {
		spans = append(spans, widget.Sayf(th.Muted, " %s %s more: pgdn", string(th.Glyphs.Down), counted(n, "line")))
	}
	spans = append(spans, widget.Say(th.Border, " "))
	hint := widget.Spans{widget.Say(th.Key, " ctrl+g"), widget.Say(th.Muted, " shows the token")}
	if !p.token.IsZero() {
		hint[1] = widget.Say(th.Muted, " hides it")
	}
	fill := p.w - spans.Width()
	if short := fill - hint.Width(); short > 0 {
		spans = append(append(spans, widget.Say(th.Border, widget.Words(strings.Repeat(bar, short)))), hint...)
	} else if fill > 0 {
		spans = append(spans, widget.Say(th.Border, widget.Words(strings.Repeat(bar, fill))))
	}
	return widget.Line(th, p.w, spans...)
}

// tokenText is how a token is got, in the format that is shown.
func (p *snippetPane) tokenText() string {
	id := p.desk.Source.Identity()
	return p.is().WriteToken(snippet.TokenOptions{
		URL: id.TokenURL.Raw(), ClientID: id.ClientID.Raw(), Audience: id.Audience.Raw(),
	})
}
