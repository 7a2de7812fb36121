package answers

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/catalog"
	"authzx/internal/exit"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// loginForm asks by which connection, and with which groups of the identity
// provider, to simulate a login. Both are chosen among what the tenant's mappings name,
// or typed.
type loginForm struct {
	ui.Plain
	theme  *theme.Theme
	data   *desk.Data
	form   *widget.Form
	names  *widget.Picker[text.Text] // that mappings of the connection name
	of     text.Text                 // the connection whose names these are
	mapped mappedNames
	among  bool // the focus is on the names
	take   func(*rbac.Login) ui.Cmd
	w, h   int
}

// The fields of a login.
const (
	loginConnection widget.Words = "connection"
	loginOther      widget.Words = "other"
	loginGroups     widget.Words = "groups"
)

// newLoginForm begins with the login simulated now, nil for none.
func newLoginForm(d *desk.Desk, now *rbac.Login, take func(*rbac.Login) ui.Cmd) *loginForm {
	f := &loginForm{theme: d.Theme, data: d.Data, take: take, names: widget.NewPicker[text.Text](d.Theme)}
	options := []widget.Option{{Label: text.New("no login: group mappings excluded")}}
	var connection, other text.Text
	if now != nil {
		other = now.Connection
	}
	for _, c := range catalog.Of(rbac.KindConnection).Refs(&d.Data.Data) {
		options = append(options, widget.Option{Value: c.ID})
		if c.ID == other {
			connection, other = c.ID, text.Text{}
		}
	}
	f.names.SetSummary(widget.Keyed(d.Theme, d.Theme.Muted, " {list.mark} chooses, letters find"))
	f.form = widget.NewForm(d.Theme,
		widget.Field{Name: loginConnection, Label: "Connection", Kind: widget.ChoiceField, Options: options, Value: connection},
		widget.Field{Name: loginGroups, Label: "Groups", Kind: widget.LineField, Hint: "IdP group names, separated by commas"},
		widget.Field{Name: loginOther, Label: "Other connection", Kind: widget.LineField, Value: other, Hint: "one that isn't listed"},
	).Bare()
	f.list()
	if now != nil {
		f.form.SetText(loginGroups, catalog.Joined(f.names.Add(now.IdPGroups)))
	}
	return f
}

// mappedNames are the names that mappings of a connection name, each once, with the
// groups into which they lead.
type mappedNames struct {
	theme *theme.Theme
	names []text.Text
	into  map[text.Text][]text.Text
}

// Len, Key, Label and Has make the rows.
func (m mappedNames) Len() int            { return len(m.names) }
func (m mappedNames) Key(i int) text.Text { return m.names[i] }
func (m mappedNames) Has(int) bool        { return false }
func (m mappedNames) Label(i int) widget.Spans {
	name := m.names[i]
	return widget.Spans{
		widget.Foreign(m.theme.Text, name), widget.Say(m.theme.Muted, " "+m.theme.Glyphs.Arrow+" "),
		widget.Foreign(m.theme.Group, catalog.Joined(m.into[name])),
	}
}

// list offers the names of the connection that is chosen now.
func (f *loginForm) list() {
	f.of = f.connection()
	f.mapped = mappedNames{theme: f.theme, into: make(map[text.Text][]text.Text)}
	for _, m := range f.data.Graph.Mappings().On(f.of) {
		name := m.Mapping.GroupName
		if f.mapped.into[name] == nil {
			f.mapped.names = append(f.mapped.names, name)
		}
		f.mapped.into[name] = append(f.mapped.into[name], f.data.Name(m.Group.Ref()))
	}
	f.names.SetRows(f.mapped, widget.NewIndex(len(f.mapped.names), func(i int) []text.Text {
		return append([]text.Text{f.mapped.names[i]}, f.mapped.into[f.mapped.names[i]]...)
	}))
	if f.mapped.Len() == 0 {
		f.among = false
	}
	f.SetSize(f.w, f.h)
}

func (f *loginForm) connection() text.Text {
	return catalog.FirstOf(text.New(strings.TrimSpace(f.form.Text(loginOther).Raw())), f.form.Text(loginConnection))
}

func (f *loginForm) Want(w, h int) (int, int) { return min(w, 72), min(h, 20) }
func (f *loginForm) Title() string            { return "Simulate a login" }
func (f *loginForm) Layers() []ui.Layer       { return []ui.Layer{ui.LoginLayer} }
func (f *loginForm) Hints() []ui.Action       { return []ui.Action{ui.Enter, ui.NextPane, ui.Escape} }
func (f *loginForm) Capturing() bool          { return true }

func (f *loginForm) SetSize(w, h int) {
	f.w, f.h = w, h
	room := max(h-2-len(f.note())-1, 0)
	fields := room
	if f.mapped.Len() > 0 {
		fields = min(room, loginFields)
		if f.w-2 < narrowLogin {
			fields = min(room, 2*loginFields)
		}
	}
	f.form.SetSize(max(w-2, 0), fields)
	f.names.SetSize(max(w-2, 0), room-fields)
}

// loginFields is how many lines the fields of a login take, and a blank one; twice as
// many below narrowLogin, where labels stand above them.
const loginFields, narrowLogin = 4, 48

// note says what is simulated, and how to choose.
func (f *loginForm) note() []widget.Spans {
	th := f.theme
	return desk.Hanging([]widget.Spans{
		{widget.Say(th.Muted, " What a login would grant. Rules may no longer run: tokens may differ.")},
		{widget.Say(th.Text, " "), widget.Say(th.Key, th.Glyphs.LeftKey+"/"+th.Glyphs.RightKey), widget.Say(th.Muted, " choose the connection")},
	}, max(f.w-2, 0))
}

func (f *loginForm) View() string {
	var lines []string
	for _, l := range f.note() {
		lines = append(lines, widget.Line(f.theme, max(f.w-2, 0), l...))
	}
	lines = append(lines, "", f.form.View())
	if names := f.names.View(); names != "" && f.mapped.Len() > 0 {
		lines = append(lines, names)
	}
	return widget.Box(f.theme, widget.Spans{widget.Say(f.theme.Title, "Simulate a login")}, strings.Join(lines, "\n"), f.w, f.h, true)
}

func (f *loginForm) Entry(msg tea.Msg) ui.Cmd {
	if f.among {
		if f.names.Update(msg) == widget.PickerPasted {
			f.names.Add(f.names.Pasted())
		}
		return nil
	}
	f.form.Update(msg)
	if f.connection() != f.of {
		f.list()
	}
	return nil
}

func (f *loginForm) Act(a ui.Action) (ui.Cmd, bool) {
	if m, ok := ui.Motions(a); ok {
		if f.among {
			f.names.Go(m)
			return nil, true
		}
		a = ui.NextPane
		if m == widget.Up || m == widget.PageUp {
			a = ui.PrevPane
		}
	}
	switch a {
	case ui.NextPane, ui.PrevPane:
		f.step(a == ui.NextPane)
	case ui.Enter:
		if f.among && f.names.ClearFilter() {
			f.names.Toggle() // what was found
			return nil, true
		}
		return ui.Answer(f, f.take(f.login())), true
	case ui.Escape:
		return ui.Tell(ui.Close{Dialog: f}), true
	}
	return nil, true
}

// step moves the focus over the fields and the names, round and round.
func (f *loginForm) step(on bool) {
	first, last := loginConnection, loginOther
	if !on {
		first, last = last, first
	}
	switch {
	case f.among:
		f.among = false
		f.form.Focus(first)
	case f.form.Focused() == last && f.mapped.Len() > 0:
		f.among = true
		f.form.Blur()
	case on:
		f.form.Next()
	default:
		f.form.Prev()
	}
}

// login is what was chosen and typed; nil without a connection.
func (f *loginForm) login() *rbac.Login {
	connection := f.connection()
	if connection.IsZero() {
		return nil
	}
	l := &rbac.Login{Connection: connection, IdPGroups: f.names.Added()}
	for part := range strings.SplitSeq(f.form.Text(loginGroups).Raw(), ",") {
		if name := text.New(strings.TrimSpace(part)); !name.IsZero() && !slices.Contains(l.IdPGroups, name) {
			l.IdPGroups = append(l.IdPGroups, name)
		}
	}
	return l
}

// loginRemarks say what keeps a login from giving what one may expect: names
// that no mapping of the connection holds, and users who can't log in by it.
func loginRemarks(th *theme.Theme, d *desk.Data, login *rbac.Login, users ...rbac.UserID) []widget.Spans {
	if login == nil {
		return nil
	}
	var lines []widget.Spans
	warn := func(words ...widget.Span) {
		lines = append(lines, append(widget.Spans{widget.Say(th.Warn, " "+th.Glyphs.Warning+" ")}, words...))
	}
	if d.Graph.Missing().Groups == nil {
		for _, name := range login.IdPGroups {
			if !d.Graph.Mappings().Maps(login.Connection, name) {
				warn(widget.Say(th.Muted, "no mapping of "), widget.Foreign(th.Connection, login.Connection),
					widget.Say(th.Muted, " names "), widget.Foreign(th.Text, name))
			} else if exit.SplitByRule(name) {
				warn(widget.Foreign(th.Text, name), widget.Say(th.Muted, " doesn't match if the provider sends groups as one string: the rule split it"))
			}
		}
	}
	for _, id := range users {
		p, known := d.Directory.User(id)
		if known && p.Status != rbac.StatusGone && !slices.Contains(p.Connections, login.Connection) {
			warn(widget.Foreign(th.User, d.Name(id.Ref())), widget.Say(th.Muted, " has no identity of "),
				widget.Foreign(th.Connection, login.Connection))
		}
	}
	return lines
}
