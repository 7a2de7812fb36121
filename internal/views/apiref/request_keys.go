package apiref

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// Layers are those of a form while the request is filled in, and of what the
// tab shows else.
func (s *request) Layers() []ui.Layer {
	switch {
	case s.Tabs.Active() == TabRequest && s.Form.inBody():
		return []ui.Layer{ui.RequestLayer, ui.TextLayer}
	case s.Tabs.Active() == TabRequest && !s.Form.empty:
		return []ui.Layer{ui.RequestLayer, ui.FormLayer}
	}
	return s.answer.json.Layers(ui.RequestLayer, ui.DetailLayer)
}

// Capturing reports whether keys are text: everywhere in the form, so that
// letters typed at a reference begin to look for it.
func (s *request) Capturing() bool {
	switch s.Tabs.Active() {
	case TabRequest:
		return !s.Form.empty
	case tabAnswer:
		return s.answer.json.Searching()
	}
	return false
}

// Entry takes text: what is pasted is the value of a reference too.
func (s *request) Entry(msg tea.Msg) ui.Cmd {
	if s.Tabs.Active() == tabAnswer {
		s.answer.json.Entry(msg)
		return nil
	}
	if p, ok := s.Form.reference(); ok {
		return s.refer(p, msg)
	}
	if s.Form.form.Update(msg) == widget.FormChanged {
		s.changed()
	}
	return nil
}

// refer takes text for a reference: what is pasted is its value, a letter begins to look for it.
func (s *request) refer(p endpoint.Param, msg tea.Msg) ui.Cmd {
	if pasted, ok := msg.(tea.PasteMsg); ok {
		s.Form.set(p, text.New(strings.Trim(pasted.Content, "\r\n")))
		s.Form.begin()
		s.changed()
		return nil
	}
	switch k, _ := msg.(tea.KeyPressMsg); {
	case k.Code == tea.KeyBackspace, k.Code == tea.KeyDelete:
		s.Form.set(p, text.Text{})
		s.changed()
	case strings.TrimSpace(k.Text) != "":
		return s.Form.choose(s, text.New(k.Text))
	case k.Code == tea.KeySpace:
		return s.Form.choose(s, text.Text{})
	}
	return nil
}

// EscapeStep goes back from the other tabs to the request.
func (s *request) EscapeStep() (ui.Cmd, bool) {
	if s.Tabs.Active() == tabAnswer && s.answer.json.EscapeStep() {
		return nil, true
	}
	if s.Tabs.Active() == TabRequest {
		return nil, false
	}
	s.Tabs.Select(TabRequest)
	return nil, true
}

func (s *request) Hints() []ui.Action {
	switch {
	case s.Tabs.Active() == tabAnswer:
		return []ui.Action{ui.Send, ui.NextTab, ui.Filter, ui.CopyID, ui.PrevTab}
	case s.Tabs.Active() == TabRequest && s.Form.inBody():
		if s.Form.body() == "" {
			return []ui.Action{ui.Example, ui.Editor, ui.Insert, ui.NextTab, ui.CopyMenu, ui.Format, ui.PrevTab}
		}
		return []ui.Action{ui.Send, ui.NextTab, ui.CopyMenu, ui.Editor, ui.Insert, ui.Format, ui.PrevTab}
	}
	return []ui.Action{ui.Send, ui.NextTab, ui.CopyMenu, ui.Format, ui.PrevTab}
}

// Act does what a key means here.
func (s *request) Act(a ui.Action) (ui.Cmd, bool) {
	switch a {
	case ui.Send, ui.Review:
		return s.send(), true
	case ui.Format:
		s.toSnippet()
		s.snippet.turn()
		s.explain()
		return nil, true
	case ui.Reveal:
		s.Tabs.Select(TabRequest)
		return s.snippet.reveal(), true
	case ui.CopyMenu:
		if s.Tabs.Active() == tabToken {
			return ui.Tell(ui.Copy{What: "how to get a token, as " + s.snippet.is().Title(), Value: s.snippet.tokenText()}), true
		}
		return s.snippet.copy(), true
	case ui.Insert:
		return s.Form.insert(s), true
	case ui.Example:
		cmd := s.Form.takeExample()
		s.Tabs.Select(TabRequest)
		s.changed()
		return cmd, true
	case ui.Editor:
		return s.Form.edit(s), true
	case ui.NextTab:
		s.Tabs.Next()
		return nil, true
	case ui.PrevTab:
		s.Tabs.Prev()
		return nil, true
	case ui.Escape:
		if since, _ := s.sender.Busy(); !since.IsZero() {
			s.Cancel()
			if s.route.Reads() {
				return nil, true
			}
			s.reread = true
			return s.desk.Reload(), true
		}
	}
	if s.Tabs.Active() == TabRequest {
		return s.actOnForm(a)
	}
	return s.actOnTab(a)
}

// toSnippet shows a tab on which there is a snippet.
func (s *request) toSnippet() {
	if s.Tabs.Active() != tabToken {
		s.Tabs.Select(TabRequest)
	}
}

func (s *request) actOnForm(a ui.Action) (ui.Cmd, bool) {
	if s.Form.empty {
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
		s.Form.form.Next()
	case ui.PrevPane:
		s.Form.form.Prev()
	case ui.Enter:
		if _, ok := s.Form.reference(); ok {
			return s.Form.choose(s, text.Text{}), true
		}
		s.Form.form.Next()
	default:
		return nil, false
	}
	return nil, true
}

func (s *request) actOnTab(a ui.Action) (ui.Cmd, bool) {
	switch a {
	case ui.NextPane:
		s.Tabs.Next()
		return nil, true
	case ui.PrevPane:
		s.Tabs.Prev()
		return nil, true
	}
	if s.Tabs.Active() == tabAnswer {
		cmd, ok := s.answer.act(a)
		if !ok && a == ui.Out {
			return s.EscapeStep() // as far as escape goes, and no farther
		}
		return cmd, ok
	}
	pagers := map[int]*desk.Prose{tabHeaders: s.headers, tabAbout: s.about, tabToken: s.token}
	m, ok := ui.Motions(a)
	if ok {
		pagers[s.Tabs.Active()].Go(m)
	}
	return nil, ok
}

// WhyNot is about what needs a document, or a body to write.
func (s *request) WhyNot(a ui.Action) widget.Words {
	switch {
	case a == ui.Editor, a == ui.Example, a == ui.Insert:
		return s.Form.whyNot(a)
	case a == ui.Stage:
		return "not here: {request.send} asks, and may offer to stage instead"
	case s.Tabs.Active() == tabAnswer && inDocument(a):
		return s.answer.whyNot(a)
	case s.Tabs.Active() != TabRequest && inDocument(a), s.Form.empty && inDocument(a):
		return "no document in this tab"
	}
	return ""
}

// Mouse is the screen itself.
func (s *request) Mouse() ui.Clicker { return s }

// Click turns to a tab, or scrolls.
func (s *request) Click(x, y, lines int) ui.Cmd {
	if lines != 0 {
		return ui.Wheel(s, lines)
	}
	desk.TabClicked(s.Tabs, x, y, lines)
	return nil
}
