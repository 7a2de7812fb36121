package configuration

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/clipboard"
	"authzx/internal/views/desk"
)

// configuration shows what the extension is set to: the nine switches, which
// can be altered, and below or beside them the rule, the API and the storage.
type configuration struct {
	desk.Filtered
	desk   *changes.Workspace
	data   *desk.Data
	tabs   *widget.Tabs
	facts  *widget.Pager
	wishes map[rbac.Switch]bool // what was switched here and isn't saved yet
	w, h   int
}

// New makes the screen of the switches.
func New(d *changes.Workspace) *configuration {
	s := &configuration{
		desk: d, wishes: map[rbac.Switch]bool{},
		facts: widget.NewPager(d.Theme, true), tabs: widget.NewTabs(d.Theme),
	}
	s.Browser = desk.NewBrowser(s, d.Theme, d.Now, s.columns())
	s.Waits = []ui.Busy{s.Browser.Loader}
	s.tabs.SetTabs(widget.Tab{Title: "Switches", Count: -1}, widget.Tab{Title: "Rule, API, storage", Count: -1})
	return s
}

// kindSwitch is the kind of the screen's rows, which are no things of the tenant.
const kindSwitch rbac.Kind = "switch"

func switchRef(s rbac.Switch) rbac.Ref { return rbac.Ref{Kind: kindSwitch, ID: text.New(string(s))} }

func switchOf(ref rbac.Ref) rbac.Switch { return rbac.Switch(ref.ID.Raw()) }

func (s *configuration) Init() ui.Cmd { return s.reload() }

// reload shows the desk's present data. What was switched and is so now is no
// wish any more.
func (s *configuration) reload() ui.Cmd {
	s.data = s.desk.Data
	for sw, on := range s.wishes {
		if s.planned(sw) == on {
			delete(s.wishes, sw)
		}
	}
	return s.fill()
}

func (s *configuration) fill() ui.Cmd {
	s.Browser.SetEmpty(s.emptyLines()...)
	var rows []desk.Row
	if s.known() {
		for _, sw := range rbac.Switches() {
			rows = append(rows, desk.Row{Ref: switchRef(sw)})
		}
	}
	s.arrange()
	return s.Browser.Show(desk.NewListModel(s.data, s.columns(), rows))
}

func (s *configuration) settings() (rbac.Settings, rbac.Extent) {
	return s.desk.Data.Directory.Settings()
}

// known reports whether the switches could be read.
func (s *configuration) known() bool {
	settings, x := s.settings()
	return !x.At.IsZero() && settings.Switches != nil
}

func (s *configuration) emptyLines() []widget.Spans {
	th := s.desk.Theme
	_, x := s.settings()
	_, err := s.desk.Loading()
	switch {
	case s.desk.Source.Identity().Offline:
		return []widget.Spans{
			widget.Keyed(th, th.Muted, s.desk.NoServer("This snapshot has no configuration.", "No configuration is known as of %s.")),
			widget.Keyed(th, th.Muted, s.desk.NoServer("{go_profiles} opens a tenant", "{go_history} goes back to now")),
		}
	case x.Err != nil:
		return desk.ErrorLines(th, desk.Gathered(x.Err)[0], s.desk.Data.Causes()...)
	case err != nil:
		return desk.ErrorLines(th, err, s.desk.Data.Causes()...)
	case x.At.IsZero():
		return []widget.Spans{{widget.Say(th.Muted, "Loading…")}}
	}
	return []widget.Spans{widget.Keyed(th, th.Muted, "No switch matches. {escape} clears the filter.")}
}

// is is what a switch is on the server; one that was never set is off.
func (s *configuration) is(sw rbac.Switch) bool {
	settings, _ := s.settings()
	return settings.Switches[sw]
}

// planned is what a switch will be once all that is staged is applied.
func (s *configuration) planned(sw rbac.Switch) bool {
	on, staged := s.staged(sw)
	if staged {
		return on
	}
	return s.is(sw)
}

// staged is what the staged changes make of a switch; false where they let it be.
func (s *configuration) staged(sw rbac.Switch) (on, ok bool) {
	for _, c := range s.desk.Staged.Changes {
		if set, is := c.(rbac.SetConfiguration); is {
			if v, has := set.Values[sw]; has {
				on, ok = v, true
			}
		}
	}
	return on, ok
}

// wanted is what a switch will be as the person left it.
func (s *configuration) wanted(sw rbac.Switch) bool {
	if on, ok := s.wishes[sw]; ok {
		return on
	}
	return s.planned(sw)
}

// toggle switches what is chosen, here only.
func (s *configuration) toggle() ui.Cmd {
	r, _ := s.Browser.Current()
	sw := switchOf(r.Ref)
	if on := !s.wanted(sw); on == s.planned(sw) {
		delete(s.wishes, sw)
	} else {
		s.wishes[sw] = on
	}
	return s.fill()
}

// change is what was switched, as one change.
func (s *configuration) change() []rbac.Change {
	return []rbac.Change{rbac.SetConfiguration{Values: maps.Clone(s.wishes)}}
}

// save asks whether to send what was switched.
func (s *configuration) save() ui.Cmd {
	return s.desk.ReviewOr(s.stage, s.change())
}

// stage puts what was switched behind what is staged.
func (s *configuration) stage(switched []rbac.Change) ui.Cmd {
	cmd := s.desk.Stage(switched)
	clear(s.wishes)
	return ui.Batch(cmd, s.fill())
}

func (s *configuration) Update(msg tea.Msg) ui.Cmd {
	if _, ok := msg.(ui.DataChanged); ok {
		return s.reload()
	}
	cmd, _ := s.Browser.Update(msg)
	return cmd
}

func (s *configuration) Title() string      { return "Configuration" }
func (s *configuration) Layers() []ui.Layer { return s.Browser.PlainLayers(ui.ConfigLayer) }

func (s *configuration) Hints() []ui.Action {
	switch {
	case !s.known():
		return []ui.Action{ui.Refresh}
	case s.onFacts():
		return []ui.Action{ui.NextPane, ui.GoWayOut, ui.Refresh}
	case len(s.wishes) > 0:
		return []ui.Action{ui.Review, ui.Stage, ui.Mark, ui.CopyMenu}
	case s.compact():
		return []ui.Action{ui.Mark, ui.NextPane, ui.GoWayOut, ui.Refresh}
	}
	return []ui.Action{ui.Mark, ui.GoWayOut, ui.Refresh}
}

// Unsaved is what would be lost.
func (s *configuration) Unsaved() string {
	if len(s.wishes) == 0 {
		return ""
	}
	return "Switches you changed"
}

// Pending says how much was switched.
func (s *configuration) Pending() string {
	if len(s.wishes) == 0 {
		return ""
	}
	return fmt.Sprintf("%d not saved", len(s.wishes))
}

func (s *configuration) Act(a ui.Action) (ui.Cmd, bool) {
	switch a {
	case ui.NextPane, ui.PrevPane:
		s.tabs.Next()
		return nil, true
	case ui.Review:
		return s.save(), true
	case ui.Stage:
		return s.stage(s.change()), true
	case ui.CopyMenu:
		return s.copy(), true
	case ui.Export:
		return s.export(), true
	}
	if s.onFacts() {
		return s.actOnFacts(a)
	}
	switch a {
	case ui.Mark, ui.Enter, ui.Into:
		return s.toggle(), true
	case ui.CopyID:
		r, _ := s.Browser.Current()
		return ui.Tell(ui.Copy{What: "the name of the switch", Value: r.Ref.ID.Raw()}), true
	}
	return s.Browser.Act(a)
}

// export exports the switches as they stand now.
func (s *configuration) export() ui.Cmd {
	shown := slices.Collect(s.Browser.Table.Shown)
	return s.desk.ExportRows(s.Browser.Model.Still(), shown, "configuration")
}

// copy offers the request that saves what was switched, else those that read
// what is in view.
func (s *configuration) copy() ui.Cmd {
	switch {
	case s.onFacts():
		return clipboard.Calls(s.desk.Desk, []endpoint.Call{endpoint.New(endpoint.ConfigurationStatus), endpoint.New(endpoint.ResourceServerRead)})
	case len(s.wishes) > 0:
		return s.desk.CopyRequests(s.change())
	}
	return clipboard.Call(s.desk.Desk, endpoint.New(endpoint.ConfigurationRead))
}

// actOnFacts scrolls; what can't be seen can't be switched.
func (s *configuration) actOnFacts(a ui.Action) (ui.Cmd, bool) {
	if m, ok := ui.Motions(a); ok {
		s.facts.Go(m)
		return nil, true
	}
	return nil, false
}

// WhyNot is about what was not switched, and what can't be seen to be switched.
func (s *configuration) WhyNot(a ui.Action) widget.Words {
	switch a {
	case ui.NextPane, ui.PrevPane:
		if !s.compact() {
			return desk.OnePane(a)
		}
	case ui.Review, ui.Stage:
		if len(s.wishes) == 0 {
			return "nothing changed: {configuration.mark} turns a switch on or off"
		}
	case ui.Export:
		if s.Browser.Table.Len() == 0 {
			return "no switches to export"
		}
	case ui.Mark, ui.Enter, ui.Into, ui.CopyID, ui.Filter, ui.Sort, ui.SortBack:
		switch {
		case s.onFacts():
			return "the switches are in the other pane: {everywhere.next_pane} shows them"
		case a != ui.Filter && s.Browser.Table.Len() == 0:
			return "no switch selected"
		}
		return s.Browser.WhyNot(a)
	}
	return ""
}

// Mouse is the screen itself.
func (s *configuration) Mouse() ui.Clicker { return s }

// Click puts the cursor on a switch, or scrolls.
func (s *configuration) Click(x, y, lines int) ui.Cmd {
	switch {
	case s.compact() && desk.TabClicked(s.tabs, x, y, lines):
	case s.onFacts():
		return ui.Wheel(s, lines)
	default:
		s.Browser.Click(y-s.headRows(), lines)
		s.arrange()
	}
	return nil
}

// onOff is the state of a switch in a word, with its sign.
func onOff(th *theme.Theme, on bool) string {
	g := th.Glyphs
	if on {
		return string(g.On) + " on"
	}
	return string(g.Off) + " off"
}

// where is which part of the extension a switch is about.
func where(sw rbac.Switch) string {
	switch name := string(sw); {
	case strings.HasSuffix(name, "InToken"):
		return "token"
	case strings.HasPrefix(name, "persist"):
		return "metadata"
	}
	return "passthrough"
}
