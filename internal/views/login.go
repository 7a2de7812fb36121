package views

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// loginForm asks by which connection, and with which groups of the identity
// provider, to simulate a login.
type loginForm struct {
	theme *theme.Theme
	form  *widget.Form
	take  func(*rbac.Login) tea.Msg
	w, h  int
}

// The fields of a login.
const (
	loginConnection widget.Words = "connection"
	loginGroups     widget.Words = "groups"
)

// newLoginForm begins with the login simulated now, nil for none.
func newLoginForm(d *Desk, now *rbac.Login, take func(*rbac.Login) tea.Msg) *loginForm {
	options := []widget.Option{{Label: text.New("no login: mappings don't count")}}
	for _, r := range connectionRows(d.data) {
		options = append(options, widget.Option{Value: r.ref.ID})
	}
	var connection, groups text.Text
	if now != nil {
		connection, groups = now.Connection, joined(now.IdPGroups)
	}
	return &loginForm{theme: d.Theme, take: take, form: widget.NewForm(d.Theme,
		widget.Field{Name: loginConnection, Label: "Connection", Kind: widget.ChoiceField, Options: options, Value: connection},
		widget.Field{Name: loginGroups, Label: "Groups there", Kind: widget.LineField, Value: groups, Hint: "names, parted by commas"},
	)}
}

func (f *loginForm) Init() tea.Cmd            { return nil }
func (f *loginForm) Update(tea.Msg) tea.Cmd   { return nil }
func (f *loginForm) Want(w, h int) (int, int) { return min(w, 70), min(h, 10) }
func (f *loginForm) Title() string            { return "Simulate a login" }
func (f *loginForm) Layers() []ui.Layer       { return []ui.Layer{ui.FormLayer} }
func (f *loginForm) Hints() []ui.Action       { return []ui.Action{ui.NextPane, ui.Review, ui.Escape} }
func (f *loginForm) Capturing() bool          { return true }

func (f *loginForm) SetSize(w, h int) {
	f.w, f.h = w, h
	f.form.SetSize(max(w-2, 0), max(h-4, 0))
}

func (f *loginForm) View() string {
	note := widget.Line(f.theme, max(f.w-2, 0), widget.Say(f.theme.Muted, " What a login would give. Rules may have ended: tokens can differ."))
	return widget.Box(f.theme, widget.Spans{widget.Say(f.theme.Title, "Simulate a login")},
		note+"\n\n"+f.form.View(), f.w, f.h, true)
}

func (f *loginForm) Type(k tea.KeyPressMsg) tea.Cmd { f.form.Update(k); return nil }
func (f *loginForm) Paste(s string) tea.Cmd {
	f.form.Update(tea.PasteMsg{Content: s})
	return nil
}

func (f *loginForm) Act(a ui.Action) (tea.Cmd, bool) {
	switch a {
	case ui.NextPane:
		f.form.Next()
	case ui.PrevPane:
		f.form.Prev()
	case ui.Enter, ui.Review:
		return ui.Tell(ui.Close{Dialog: f, Then: f.take(f.login())}), true
	case ui.Escape:
		return ui.Tell(ui.Close{Dialog: f}), true
	}
	return nil, true
}

// login is what was entered; nil without a connection.
func (f *loginForm) login() *rbac.Login {
	connection := f.form.Text(loginConnection)
	if connection.IsZero() {
		return nil
	}
	l := &rbac.Login{Connection: connection}
	for part := range strings.SplitSeq(f.form.Text(loginGroups).Raw(), ",") {
		if part = strings.TrimSpace(part); part != "" {
			l.IdPGroups = append(l.IdPGroups, text.New(part))
		}
	}
	return l
}
