package changes

import (
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// View draws it.
func (a *applying) View() string {
	th := a.desk.Theme
	if a.running() {
		return desk.Padded(th, widget.Spans{widget.Say(th.Title, "Applying")}, a.runningView(), a.w, a.h)
	}
	title := widget.Spans{widget.Sayf(th.Title, "%s", a.verdict())}
	return desk.Padded(th, title, a.pager.View()+"\n\n"+a.ways(), a.w, a.h)
}

// runningView is how far it has come.
func (a *applying) runningView() string {
	th, w := a.desk.Theme, max(a.w-4, 0)
	p := widget.Progress{
		Label: widget.Spans{widget.Sayf(th.Text, "%s", phaseWords(a.at.Phase))},
		Done:  a.feed.done(), Total: a.at.Items,
		Elapsed: a.desk.Now().Sub(a.since),
		Hint:    widget.Keyed(th, th.Muted, "{interrupt} stops"),
	}
	lines := []string{p.View(th, w), ""}
	from := max(0, min(a.at.Item-2, len(a.sentences)-(a.h-5)))
	for i := from; i < len(a.sentences) && len(lines) < a.h-2; i++ {
		sign, style := widget.Words(" "), th.Muted
		if outcome, over := a.feed.outcome(i); i == a.at.Item {
			sign, style = th.Glyphs.Cursor, th.Text
		} else if over {
			sign, style = outcomeSign(th, outcome)
		}
		lines = append(lines, widget.Line(th, w, widget.Say(style, sign+" "), widget.Sayf(style, "%s", desk.Wording(a.sentences[i]))))
	}
	return widget.Block(lines, w, max(a.h-2, 0))
}

func phaseWords(p tenant.Phase) string {
	if p == "" {
		return "beginning"
	}
	return text.Escape(string(p))
}

func (a *applying) verdict() string {
	if a.err != nil && a.report.Run == "" {
		return "Nothing was sent"
	}
	return desk.Wording(a.told().Verdict)
}

// ways are how to go on, in a line.
func (a *applying) ways() string {
	th := a.desk.Theme
	says := widget.Words("")
	for _, w := range []struct {
		action ui.Action
		says   widget.Words
	}{
		{ui.Retry, "{applying.retry} retry   "}, {ui.GoOn, "{applying.go_on} continue   "},
		{ui.Undo, "{applying.undo} undo   "}, {ui.KeepRest, "{applying.stage_rest} stage the rest   "},
	} {
		if a.WhyNot(w.action) == "" {
			says += w.says
		}
	}
	return widget.Line(th, max(a.w-4, 0), widget.Keyed(th, th.Muted, says+"{applying.escape} close")...)
}
