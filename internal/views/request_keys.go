package views

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// Layers are those of a form while the request is filled in, and of what the
// tab shows else.
func (s *request) Layers() []ui.Layer {
	switch {
	case s.tabs.Active() == tabRequest && s.form.inBody():
		return []ui.Layer{ui.RequestLayer, ui.TextLayer}
	case s.tabs.Active() == tabRequest && !s.form.empty:
		return []ui.Layer{ui.RequestLayer, ui.FormLayer}
	}
	return s.answer.json.layers(ui.RequestLayer, ui.DetailLayer)
}

// Capturing reports whether keys are text: everywhere in the form, so that
// letters typed at a reference begin to look for it.
func (s *request) Capturing() bool {
	switch s.tabs.Active() {
	case tabRequest:
		return !s.form.empty
	case tabAnswer:
		return s.answer.json.searching()
	}
	return false
}

// Type takes a key while text is entered.
func (s *request) Type(k tea.KeyPressMsg) tea.Cmd {
	if s.tabs.Active() == tabAnswer {
		s.answer.json.entry(k)
		return nil
	}
	p, ok := s.form.reference()
	switch {
	case ok && (k.Code == tea.KeyBackspace || k.Code == tea.KeyDelete):
		s.form.set(p, text.Text{})
		s.changed()
		return nil
	case ok && strings.TrimSpace(k.Text) != "":
		return s.form.choose(s, text.New(k.Text))
	case ok && k.Code == tea.KeySpace:
		return s.form.choose(s, text.Text{})
	case ok:
		return nil
	}
	if s.form.form.Update(k) == widget.FormChanged {
		s.changed()
	}
	return nil
}

// Paste takes text: as the value of a reference too.
func (s *request) Paste(v string) tea.Cmd {
	if s.tabs.Active() == tabAnswer {
		s.answer.json.entry(tea.PasteMsg{Content: v})
		return nil
	}
	if p, ok := s.form.reference(); ok {
		s.form.set(p, text.New(strings.Trim(v, "\r\n")))
		s.form.begin()
		s.changed()
		return nil
	}
	if s.form.form.Update(tea.PasteMsg{Content: v}) == widget.FormChanged {
		s.changed()
	}
	return nil
}

// Rung goes back from the other tabs to the request.
func (s *request) Rung() (tea.Cmd, bool) {
	if s.tabs.Active() == tabAnswer && s.answer.json.rung() {
		return nil, true
	}
	if s.tabs.Active() == tabRequest {
		return nil, false
	}
	s.tabs.Select(tabRequest)
	return nil, true
}

func (s *request) Hints() []ui.Action {
	switch {
	case s.answer.json.searching():
		return []ui.Action{ui.Accept, ui.Escape}
	case s.tabs.Active() == tabAnswer:
		return []ui.Action{ui.Send, ui.NextTab, ui.Filter, ui.CopyID, ui.PrevTab}
	case s.tabs.Active() == tabRequest && s.form.inBody():
		return []ui.Action{ui.Send, ui.NextTab, ui.CopyMenu, ui.Editor, ui.Insert, ui.Format, ui.PrevTab}
	}
	return []ui.Action{ui.Send, ui.NextTab, ui.CopyMenu, ui.Format, ui.PrevTab}
}

// Act does what a key means here.
func (s *request) Act(a ui.Action) (tea.Cmd, bool) {
	switch a {
	case ui.Send, ui.Review:
		return s.send(), true
	case ui.Format:
		s.toSnippet()
		s.snippet.turn()
		s.explain()
		return nil, true
	case ui.Reveal:
		s.tabs.Select(tabRequest)
		return s.snippet.reveal(), true
	case ui.CopyMenu:
		if s.tabs.Active() == tabToken {
			return ui.Tell(ui.Copy{What: "how to get a token, as " + s.snippet.is().Title(), Value: s.snippet.tokenText()}), true
		}
		return s.snippet.copy(), true
	case ui.Insert:
		return s.form.insert(s), true
	case ui.Editor:
		return s.form.edit(s), true
	case ui.NextTab:
		s.tabs.Next()
		return nil, true
	case ui.PrevTab:
		s.tabs.Prev()
		return nil, true
	case ui.Escape:
		if since, _ := s.sender.Busy(); !since.IsZero() {
			s.Cancel()
			if s.route.Reads() {
				return nil, true
			}
			s.reread = true
			return s.desk.reload(), true
		}
	}
	if s.tabs.Active() == tabRequest {
		return s.actOnForm(a)
	}
	return s.actOnTab(a)
}

// toSnippet shows a tab on which there is a snippet.
func (s *request) toSnippet() {
	if s.tabs.Active() != tabToken {
		s.tabs.Select(tabRequest)
	}
}

func (s *request) actOnForm(a ui.Action) (tea.Cmd, bool) {
	if s.form.empty {
		if m, ok := ui.Motions(a); ok {
			s.snippet.pager.Go(m)
			return nil, true
		}
		return nil, false
	}
	switch a {
	case ui.PageDown:
		s.snippet.pager.Go(widget.PageDown)
	case ui.PageUp:
		s.snippet.pager.Go(widget.PageUp)
	case ui.NextPane:
		s.form.form.Next()
	case ui.PrevPane:
		s.form.form.Prev()
	case ui.Enter:
		if _, ok := s.form.reference(); ok {
			return s.form.choose(s, text.Text{}), true
		}
		s.form.form.Next()
	default:
		return nil, false
	}
	return nil, true
}

func (s *request) actOnTab(a ui.Action) (tea.Cmd, bool) {
	switch a {
	case ui.NextPane:
		s.tabs.Next()
		return nil, true
	case ui.PrevPane:
		s.tabs.Prev()
		return nil, true
	}
	if s.tabs.Active() == tabAnswer {
		return s.answer.act(a)
	}
	pagers := map[int]*prose{tabHeaders: s.headers, tabAbout: s.about, tabToken: s.token}
	m, ok := ui.Motions(a)
	if ok {
		pagers[s.tabs.Active()].Go(m)
	}
	return nil, ok
}
