package views

import (
	"slices"
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
		widget.Field{Name: loginGroups, Label: "Groups", Kind: widget.LineField, Value: groups, Hint: "names at the provider, separated by commas"},
	).Bare()}
}

func (f *loginForm) Init() tea.Cmd            { return nil }
func (f *loginForm) Update(tea.Msg) tea.Cmd   { return nil }
func (f *loginForm) Want(w, h int) (int, int) { return min(w, 70), min(h, 10) }
func (f *loginForm) Title() string            { return "Simulate a login" }
func (f *loginForm) Layers() []ui.Layer       { return []ui.Layer{ui.LoginLayer} }
func (f *loginForm) Hints() []ui.Action       { return []ui.Action{ui.Enter, ui.NextPane, ui.Escape} }
func (f *loginForm) Capturing() bool          { return true }

func (f *loginForm) SetSize(w, h int) {
	f.w, f.h = w, h
	f.form.SetSize(max(w-2, 0), max(h-3-len(f.note()), 0))
}

// note says what is simulated, and how to choose.
func (f *loginForm) note() []widget.Spans {
	th := f.theme
	return hanging([]widget.Spans{
		{widget.Say(th.Muted, " What a login would give. Rules may have ended: tokens can differ.")},
		{widget.Say(th.Text, " "), widget.Say(th.Key, th.Glyphs.LeftKey+"/"+th.Glyphs.RightKey), widget.Say(th.Muted, " chooses the connection")},
	}, max(f.w-2, 0))
}

func (f *loginForm) View() string {
	var lines []string
	for _, l := range f.note() {
		lines = append(lines, widget.Line(f.theme, max(f.w-2, 0), l...))
	}
	return widget.Box(f.theme, widget.Spans{widget.Say(f.theme.Title, "Simulate a login")},
		strings.Join(append(lines, "", f.form.View()), "\n"), f.w, f.h, true)
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
	case ui.Enter:
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

// loginRemarks say what keeps a login from giving what one may expect: names
// that no mapping of the connection holds, and users who can't log in by it.
func loginRemarks(th *theme.Theme, d *Data, login *rbac.Login, users ...rbac.UserID) []widget.Spans {
	if login == nil {
		return nil
	}
	var lines []widget.Spans
	warn := func(words ...widget.Span) {
		lines = append(lines, append(widget.Spans{widget.Say(th.Warn, " "+th.Glyphs.Warning+" ")}, words...))
	}
	if d.Graph.Missing().Groups == nil {
		for _, name := range login.IdPGroups {
			if !d.Graph.Maps(login.Connection, name) {
				warn(widget.Say(th.Muted, "no mapping of "), widget.Foreign(th.Connection, login.Connection),
					widget.Say(th.Muted, " names "), widget.Foreign(th.Text, name))
			}
		}
	}
	for _, id := range users {
		p, known := d.Directory.User(id)
		if known && p.Status != rbac.StatusGone && !slices.Contains(p.Connections, login.Connection) {
			warn(widget.Foreign(th.User, d.name(id.Ref())), widget.Say(th.Muted, " has no identity of "),
				widget.Foreign(th.Connection, login.Connection))
		}
	}
	return lines
}
