package setup

import (
	"slices"
	"strings"

	"authzx/internal/config"
	"authzx/internal/endpoint"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// standing is what a test has shown of a step.
type standing int

const (
	stepUnknown standing = iota
	stepDone
	stepFaulty
)

// standing is what the last test has shown of a step.
func (s *guide) standing(step config.Step) standing {
	if s.result == nil {
		return stepUnknown
	}
	known := stepUnknown
	for _, c := range s.result.checks {
		switch {
		case c.Err != nil && c.Redo == step:
			return stepFaulty
		case c.Err == nil && slices.Contains(c.Proves, step):
			known = stepDone
		}
	}
	scopes, told := s.scopes()
	switch {
	case step == config.StepScopes && told && len(lacking(endpoint.Purposes()[0], scopes)) > 0:
		return stepFaulty
	case step == config.StepScopes && told:
		return stepDone
	case step == config.StepProfile && passed(s.result.checks):
		return stepDone
	}
	return known
}

// scopes are those that the tested token has; false where that isn't known.
func (s *guide) scopes() ([]string, bool) {
	if s.result == nil {
		return nil, false
	}
	for _, c := range s.result.checks {
		if c.Scopes != nil {
			return c.Scopes, true
		}
	}
	return nil, false
}

// lacking are the scopes of a purpose that a token doesn't have.
func lacking(p endpoint.Purpose, scopes []string) []string {
	return slices.DeleteFunc(endpoint.ScopeNames(p.Scopes), func(name string) bool { return slices.Contains(scopes, name) })
}

// explain says of the step under the cursor what is done where.
func (s *guide) explain() {
	th, step := s.theme, s.step()
	lines := []widget.Spans{{widget.Sayf(th.Title, "%d. %s", step, step.Title())}}
	if where := step.Where(); where != "" {
		lines = append(lines, widget.Spans{widget.Say(th.Text, widget.Words(where))})
	}
	switch step {
	case config.StepChoose:
		lines = append(lines, nil, widget.Keyed(th, th.Muted, "{set_up.copy_id} copies the audience"))
	case config.StepScopes:
		lines = append(lines, s.scopeLines()...)
	case config.StepProfile:
		lines = append(lines, s.profileLines()...)
	}
	if found := s.found(step); len(found) > 0 {
		lines = append(append(lines, nil), found...)
	}
	s.about.SetLines(desk.Hanging(lines, max(s.aboutWidth()-1, 1)))
}

// scopeLines list the scopes by what they are for, and which of them the token has.
func (s *guide) scopeLines() []widget.Spans {
	th := s.theme
	has, told := s.scopes()
	var lines []widget.Spans
	for _, p := range endpoint.Purposes() {
		lines = append(lines, nil, widget.Spans{widget.Sayf(th.Strong, "%s:", p.Words)})
		var line widget.Spans
		for i, scope := range p.Scopes {
			word, style := scope.Name, th.Text
			switch granted := slices.Contains(has, scope.Name); {
			case told && granted:
				word, style = string(th.Glyphs.Check)+" "+word, th.Good
			case told:
				word, style = string(th.Glyphs.Cross)+" "+word, th.Bad
			}
			if i > 0 {
				line = append(line, widget.Say(th.Muted, ", "))
			}
			line = append(line, widget.Say(style, widget.Words(word)))
		}
		lines = append(lines, line)
	}
	return append(lines, nil, widget.Keyed(th, th.Muted, "{set_up.copy_id} copies the read scopes"))
}

// profileLines say what authzx is told, and where the extension of each region answers.
func (s *guide) profileLines() []widget.Spans {
	th := s.theme
	name := "TENANT"
	if s.desk != nil && !s.desk.Source.Identity().Region.IsZero() && s.tenants.Profiles != nil {
		name = s.desk.Source.Identity().Tenant.Raw()
	}
	lines := []widget.Spans{
		{widget.Say(th.Text, "The application's Settings show its client id and secret. The form asks for them, tests the connection and saves the profile.")},
		widget.Keyed(th, th.Muted, "{set_up.open} opens the form"), nil,
		{widget.Say(th.Strong, "Where the extension answers, by region:")},
	}
	for _, r := range config.Regions() {
		address := widget.Foreign(th.Text, text.New(r.BaseURL(name)))
		line := widget.Spans{widget.Sayf(th.Strong, "%-5s", r.Name), widget.Sayf(th.Muted, "%-21s", r.Title), address}
		if line.Width() >= s.aboutWidth() {
			line = widget.Spans{line[0], address}
		}
		lines = append(lines, line)
	}
	return lines
}

// found is what the test said of a step, and where nothing could be tested why.
func (s *guide) found(step config.Step) []widget.Spans {
	th := s.theme
	switch {
	case s.err != nil:
		return desk.FaultLines(th, s.err)
	case s.result == nil && s.WhyNot(ui.Check) == "":
		return []widget.Spans{widget.Keyed(th, th.Muted, "{set_up.check} tests the open profile with a new token, and shows which steps are done")}
	case s.result == nil:
		return nil
	}
	var checks []Check
	for _, c := range s.result.checks {
		if c.Redo == step || c.Err == nil && slices.Contains(c.Proves, step) {
			checks = append(checks, c)
		}
	}
	if len(checks) == 0 {
		return nil
	}
	title := widget.Spans{widget.Say(th.Strong, "Tested: "), widget.Foreign(th.Strong, s.result.name)}
	return append([]widget.Spans{title}, checkLines(th, checks)...)
}

// SetSize gives the steps their rows, and what is said of one the rest: beside them, or
// below.
func (s *guide) SetSize(w, h int) {
	s.w, s.h = w, h
	s.table.SetSize(s.listWidth(), min(len(config.Steps())+1, max(h, 0)))
	s.about.SetSize(max(s.aboutWidth()-1, 0), max(s.aboutHeight(), 0))
	s.explain()
}

// guideList is how wide the steps are where what is said of one stands beside them.
const guideList = 68

func (s *guide) beside() bool { return !s.theme.Linear && s.w >= guideList+96 }

func (s *guide) listWidth() int {
	if s.beside() {
		return guideList
	}
	return s.w
}

func (s *guide) aboutWidth() int {
	if s.beside() {
		return s.w - guideList - 1
	}
	return s.w
}

func (s *guide) aboutHeight() int {
	if s.beside() {
		return s.h
	}
	return s.h - len(config.Steps()) - 2
}

// View draws the steps and the one under the cursor.
func (s *guide) View() string {
	if s.beside() {
		left := widget.Block(strings.Split(s.table.View(), "\n"), guideList, s.h)
		return desk.Beside(s.theme, left, guideList, s.about.View(), s.aboutWidth())
	}
	lines := append(strings.Split(s.table.View(), "\n"), widget.Fit("", s.w, ""))
	if s.aboutHeight() > 0 {
		for l := range strings.SplitSeq(s.about.View(), "\n") {
			lines = append(lines, widget.Fit(" "+l, s.w, ""))
		}
	}
	return widget.Block(lines[:min(len(lines), s.h)], s.w, s.h)
}

// Mouse is the screen itself.
func (s *guide) Mouse() ui.Clicker { return s }

// Click puts the cursor on a step, or scrolls what is said of it.
func (s *guide) Click(_, y, lines int) ui.Cmd {
	if lines != 0 {
		return ui.Wheel(s, lines)
	}
	if s.table.SelectLine(y) {
		s.explain()
	}
	return nil
}
