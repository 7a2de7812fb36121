package views

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// configuration shows what the extension is set to: the nine switches, which
// can be altered, and below or beside them the rule, the API and the storage.
type configuration struct {
	desk    *Desk
	data    *Data
	browser *browser
	tabs    *widget.Tabs
	facts   *widget.Pager
	wishes  map[rbac.Switch]bool // what was switched here and isn't saved yet
	w, h    int
}

func newConfiguration(d *Desk) *configuration {
	s := &configuration{
		desk: d, wishes: map[rbac.Switch]bool{},
		facts: widget.NewPager(d.Theme, true), tabs: widget.NewTabs(d.Theme),
	}
	s.browser = newBrowser(s, d.Theme, d.Now, s.columns())
	s.tabs.SetTabs(widget.Tab{Title: "Switches", Count: -1}, widget.Tab{Title: "Rule, API, storage", Count: -1})
	return s
}

// kindSwitch is the kind of the screen's rows, which are no things of the tenant.
const kindSwitch rbac.Kind = "switch"

func switchRef(s rbac.Switch) rbac.Ref { return rbac.Ref{Kind: kindSwitch, ID: text.New(string(s))} }

func switchOf(ref rbac.Ref) rbac.Switch { return rbac.Switch(ref.ID.Raw()) }

func (s *configuration) Init() tea.Cmd { return s.reload() }

// reload shows the desk's present data. What was switched and is so now is no
// wish any more.
func (s *configuration) reload() tea.Cmd {
	s.data = s.desk.data
	for sw, on := range s.wishes {
		if s.planned(sw) == on {
			delete(s.wishes, sw)
		}
	}
	return s.fill()
}

func (s *configuration) fill() tea.Cmd {
	s.browser.setEmpty(s.emptyLines()...)
	var rows []row
	if s.known() {
		for _, sw := range rbac.Switches() {
			rows = append(rows, row{ref: switchRef(sw)})
		}
	}
	s.arrange()
	return s.browser.show(newSheet(s.data, s.columns(), rows))
}

// settings are the settings as last read.
func (s *configuration) settings() (rbac.Settings, rbac.Extent) {
	return s.desk.data.Directory.Settings()
}

// known reports whether the switches could be read.
func (s *configuration) known() bool {
	settings, x := s.settings()
	return !x.At.IsZero() && settings.Switches != nil
}

func (s *configuration) emptyLines() []widget.Spans {
	th := s.desk.Theme
	_, x := s.settings()
	_, err := s.desk.loading()
	switch {
	case s.desk.Source.Identity().Offline:
		return []widget.Spans{
			{widget.Say(th.Muted, "A saved document holds no configuration.")},
			{widget.Say(th.Key, "P"), widget.Say(th.Muted, " leads to the tenants that have one")},
		}
	case x.Err != nil:
		return errorLines(th, gathered(x.Err)[0])
	case err != nil:
		return errorLines(th, err)
	case x.At.IsZero():
		return []widget.Spans{{widget.Say(th.Muted, "Loading…")}}
	}
	return []widget.Spans{{widget.Say(th.Muted, "No switch matches. esc clears the filter.")}}
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
	for _, c := range s.desk.staged.changes {
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
func (s *configuration) toggle() tea.Cmd {
	r, ok := s.browser.current()
	if !ok {
		return say("there is no switch to turn")
	}
	sw := switchOf(r.ref)
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
func (s *configuration) save() tea.Cmd {
	if len(s.wishes) == 0 {
		return say("nothing was switched: space switches")
	}
	return s.desk.review(s, s.change())
}

// stage puts what was switched behind what is staged.
func (s *configuration) stage() tea.Cmd {
	if len(s.wishes) == 0 {
		return say("nothing was switched: space switches")
	}
	cmd := s.desk.stage(s.change())
	clear(s.wishes)
	return ui.Batch(cmd, s.fill())
}

func (s *configuration) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case ui.DataChanged:
		return s.reload()
	case decided:
		if msg.stage {
			return s.stage()
		}
		msg.to = s.desk
		return ui.Tell(msg)
	}
	s.browser.update(msg)
	return nil
}

func (s *configuration) Title() string      { return "Configuration" }
func (s *configuration) Layers() []ui.Layer { return s.browser.plainLayers(ui.ConfigLayer) }
func (s *configuration) Capturing() bool    { return s.browser.filter.Active() }

// Type takes a letter of the filter.
func (s *configuration) Type(k tea.KeyPressMsg) tea.Cmd { s.browser.entry(k); return nil }

// Paste takes pasted text for the filter.
func (s *configuration) Paste(v string) tea.Cmd {
	s.browser.entry(tea.PasteMsg{Content: v})
	return nil
}

// Rung clears the filter.
func (s *configuration) Rung() (tea.Cmd, bool) { return nil, s.browser.rung() }

// Busy is since when the list is being prepared.
func (s *configuration) Busy() (time.Time, string) { return s.browser.loader.Busy() }

// Cancel ends what runs.
func (s *configuration) Cancel() { s.browser.loader.Cancel() }

func (s *configuration) Hints() []ui.Action {
	switch {
	case s.Capturing():
		return []ui.Action{ui.Accept, ui.Escape}
	case !s.known():
		return []ui.Action{ui.Refresh}
	case s.onFacts():
		return []ui.Action{ui.NextPane, ui.Refresh}
	case len(s.wishes) > 0:
		return []ui.Action{ui.Review, ui.Stage, ui.Mark, ui.CopyMenu}
	case s.compact():
		return []ui.Action{ui.Mark, ui.NextPane, ui.Refresh}
	}
	return []ui.Action{ui.Mark, ui.Refresh}
}

// Unsaved is what would be lost.
func (s *configuration) Unsaved() string {
	if len(s.wishes) == 0 {
		return ""
	}
	return "What was switched in the configuration"
}

// Pending says how much was switched.
func (s *configuration) Pending() string {
	if len(s.wishes) == 0 {
		return ""
	}
	return fmt.Sprintf("%d not saved", len(s.wishes))
}

func (s *configuration) Act(a ui.Action) (tea.Cmd, bool) {
	switch a {
	case ui.NextPane, ui.PrevPane:
		s.tabs.Next()
		return nil, true
	case ui.Review:
		return s.save(), true
	case ui.Stage:
		return s.stage(), true
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
		if r, ok := s.browser.current(); ok {
			return ui.Tell(ui.Copy{What: "the name of the switch", Value: r.ref.ID.Raw()}), true
		}
		return nil, true
	}
	return s.browser.act(a)
}

// export exports the switches as they stand now.
func (s *configuration) export() tea.Cmd {
	shown := slices.Collect(s.browser.table.Shown)
	if len(shown) == 0 {
		return say("there is no switch to export")
	}
	return s.desk.exportRows(s.browser.sheet.still(), shown, "configuration")
}

// copy offers the request that saves what was switched, else those that read
// what is in view.
func (s *configuration) copy() tea.Cmd {
	switch {
	case s.onFacts():
		return s.desk.copyCalls([]endpoint.Call{endpoint.New(endpoint.ConfigurationStatus), endpoint.New(endpoint.ResourceServerRead)})
	case len(s.wishes) > 0:
		return s.desk.copyRequests(s.change())
	}
	return s.desk.copyCall(endpoint.New(endpoint.ConfigurationRead))
}

// actOnFacts scrolls; what can't be seen can't be switched.
func (s *configuration) actOnFacts(a ui.Action) (tea.Cmd, bool) {
	if m, ok := ui.Motions(a); ok {
		s.facts.Go(m)
		return nil, true
	}
	switch a {
	case ui.Mark, ui.Enter, ui.Into, ui.CopyID, ui.Filter, ui.Sort, ui.SortBack:
		return nil, true
	}
	return nil, false
}

// Click puts the cursor on a switch, or scrolls.
func (s *configuration) Click(x, y, lines int) tea.Cmd {
	switch {
	case s.compact() && tabClicked(s.tabs, x, y, lines):
	case s.onFacts():
		return ui.Wheel(s, lines)
	default:
		s.browser.click(y-s.headRows(), lines)
		s.arrange()
	}
	return nil
}

// onOff is the state of a switch in a word, with its sign.
func (s *configuration) onOff(on bool) string {
	g := s.desk.Theme.Glyphs
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
