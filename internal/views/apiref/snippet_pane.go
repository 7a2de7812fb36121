package apiref

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/secret"
	"authzx/internal/snippet"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// snippetPane shows a call in one of the formats. The token stays a variable
// unless the person asks for it.
type snippetPane struct {
	desk   *desk.Desk
	call   endpoint.Call
	token  secret.Secret // zero unless it is shown
	bare   bool          // an example of a body is on the screen, and not in the snippet
	loader *ui.Loader[secret.Secret]
	pager  *widget.Pager
	w, h   int
}

func newSnippetPane(owner any, d *desk.Desk) *snippetPane {
	return &snippetPane{
		desk: d, loader: ui.NewLoader[secret.Secret](owner, d.Now), pager: widget.NewPager(d.Theme, true),
	}
}

func (p *snippetPane) show(call endpoint.Call) {
	p.call = call
	p.pager.SetLines(snippetLines(p.desk, p.text()))
}

func (p *snippetPane) is() snippet.Format { return snippet.Formats()[p.desk.Remembered.Format] }

func (p *snippetPane) text() string {
	return p.is().Write(p.call, snippet.Options{BaseURL: p.desk.BaseURL(), Token: p.token})
}

func snippetLines(d *desk.Desk, s string) []widget.Spans {
	var lines []widget.Spans
	for l := range strings.SplitSeq(s, "\n") {
		lines = append(lines, widget.Spans{widget.Whole(d.Theme.Text, text.New(l))})
	}
	return lines
}

// turn goes on to the next format.
func (p *snippetPane) turn() {
	p.desk.Remembered.Format = (p.desk.Remembered.Format + 1) % len(snippet.Formats())
	p.pager.Go(widget.Top)
	p.show(p.call)
}

// reveal shows the token in the snippet, or hides it again.
func (p *snippetPane) reveal() ui.Cmd {
	if !p.token.IsZero() {
		p.token = secret.Secret{}
		p.show(p.call)
		return desk.Say("the token is hidden")
	}
	holder := p.desk.Can.Token
	if holder == nil {
		return desk.Say(string(p.desk.NoServer("no token: this is a snapshot", "no token: this is the tenant as of %s")))
	}
	return p.loader.Start("getting the token", holder.Token)
}

// update takes the token that was asked for.
func (p *snippetPane) update(msg tea.Msg) (ui.Cmd, bool) {
	token, err, ok := p.loader.Take(msg)
	switch {
	case !ok:
		return nil, false
	case err != nil:
		return desk.Complain("no token: " + desk.SafeError(err)), true
	}
	p.token = token
	p.show(p.call)
	return p.desk.Say("the token is shown and copied with the snippet: {reveal_token} hides it"), true
}

// copy puts the snippet on the clipboard as it is shown.
func (p *snippetPane) copy() ui.Cmd {
	words, whole := p.call.Withheld()
	if whole {
		return desk.Complain("not copied: " + words)
	}
	what := p.is().Title()
	if !p.token.IsZero() {
		what += " with the token"
	}
	if words != "" {
		what += " (without the secret)"
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
		spans = append(spans, widget.Say(th.Warn, " "+th.Glyphs.Warning+" without the body: not JSON"))
	case words != "":
		spans = append(spans, widget.Say(th.Warn, " "+th.Glyphs.Warning+" secret left out"))
	case p.bare:
		spans = append(spans, widget.Say(th.Muted, " without the example body"))
	}
	if _, n := p.pager.Beyond(); n > 0 && p.h > 1 {
		spans = append(append(spans, widget.Sayf(th.Muted, " %s %s more: ", string(th.Glyphs.Down), text.Counted(n, "line"))),
			widget.Keyed(th, th.Muted, "{request.page_down}")...)
	}
	spans = append(spans, widget.Say(th.Border, " "))
	hint := widget.Keyed(th, th.Muted, " {reveal_token} shows the token")
	if !p.token.IsZero() {
		hint = widget.Keyed(th, th.Muted, " {reveal_token} hides it")
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
