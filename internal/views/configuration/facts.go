package configuration

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// factCells is how wide the names of facts are.
const factCells = 13

// facts tell how the rule, the API and the storage stand, as last read.
type facts struct {
	theme    *theme.Theme
	settings rbac.Settings
	extent   rbac.Extent
	causes   []error // of all that could not be read
	switches bool    // are known
}

// lines are the facts, w cells wide.
func (f facts) lines(w int) []widget.Spans {
	if w <= factCells+1 || f.extent.At.IsZero() {
		return nil
	}
	th := f.theme
	var lines []widget.Spans
	fact := func(name widget.Words, value ...widget.Spans) {
		for _, v := range value {
			for _, part := range v.Wrap(w - factCells - 1) {
				label := fmt.Sprintf(" %-*s", factCells, name)
				lines = append(lines, append(widget.Spans{widget.Say(th.Muted, widget.Words(label))}, part...))
				name = ""
			}
		}
	}
	if faults := desk.Gathered(f.extent.Err); len(faults) > 1 || len(faults) == 1 && f.switches { // else the list says it
		for _, err := range faults {
			fact("Not read", desk.FaultLines(th, err, f.causes...)...)
		}
		fact("", widget.Keyed(th, th.Muted, "{refresh} tries again"))
	}
	rule := f.ruleLines()
	if !f.settings.StorageType.IsZero() { // both come with one answer
		rule[0] = f.marked(rule[0], endpoint.ConfigurationStatus)
	}
	fact("Login rule", rule...)
	fact("API access", f.accessLine())
	fact("Storage", f.storageLine(w-factCells-1))
	fact("API key", append(widget.Spans{widget.Say(th.Text, "***")},
		widget.Keyed(th, th.Muted, " never shown. {go_explorer}, the API explorer, rotates it; no undo")...))
	return lines
}

// unread reports whether the last reading by a route failed: what is shown of
// it is as it was read before.
func (f facts) unread(route endpoint.ID) bool {
	if f.extent.Err == nil {
		return false
	}
	return slices.ContainsFunc(desk.FaultsOf(f.extent.Err), func(err error) bool {
		var fault *tenant.Fault
		return errors.As(err, &fault) && fault.Route == route
	})
}

// marked says of what a route tells whether it is as it was read before.
func (f facts) marked(line widget.Spans, route endpoint.ID) widget.Spans {
	if f.unread(route) {
		line = append(line, widget.Say(f.theme.Warn, "  "+f.theme.Glyphs.Warning+" as last read"))
	}
	return line
}

// ruleLines say how the login rule stands, and what that is worth.
func (f facts) ruleLines() []widget.Spans {
	th, settings := f.theme, f.settings
	state := widget.Spans{widget.Say(th.Muted, "not known")}
	switch {
	case settings.StorageType.IsZero(): // both come with one answer
	case settings.RuleExists && settings.RuleEnabled:
		state = widget.Spans{widget.Say(th.Good, th.Glyphs.On+" on"), widget.Say(th.Muted, "  published and enabled")}
	case settings.RuleExists:
		state = widget.Spans{widget.Say(th.Warn, th.Glyphs.Off+" off"), widget.Say(th.Muted, "  published, but disabled in the dashboard")}
	default:
		state = widget.Spans{widget.Say(th.Warn, th.Glyphs.Off+" none"), widget.Say(th.Muted, "  not published, or removed with Rules")}
	}
	return []widget.Spans{state, {
		widget.Say(th.Warn, th.Glyphs.Warning),
		widget.Say(th.Text, " Auth0 Rules ended on 18 Nov 2026."),
		widget.Say(th.Muted, " It may no longer run: tokens may differ from what is shown."),
	}, widget.Keyed(th, th.Muted,
		"Saving switches probably fails, since it writes the rule first. {go_way_out} way out.")}
}

// accessLine says whether this API is on, and how long its tokens live.
func (f facts) accessLine() widget.Spans {
	th, settings := f.theme, f.settings
	on := widget.Spans{widget.Say(th.Good, th.Glyphs.On+" on")}
	switch {
	case settings.APIAccess && settings.TokenLifetime > 0:
		return f.marked(append(on, widget.Sayf(th.Text, "  token lifetime %s", lifetime(settings.TokenLifetime))), endpoint.ResourceServerRead)
	case settings.APIAccess:
		return f.marked(append(on, widget.Say(th.Muted, "  token lifetime unknown")), endpoint.ResourceServerRead)
	case f.extent.Err != nil:
		return widget.Spans{widget.Say(th.Muted, "not known")}
	}
	return widget.Spans{widget.Say(th.Warn, th.Glyphs.Off+" off"), widget.Say(th.Muted, "  no new tokens for this API")}
}

// lifetime is a duration in the largest unit that it fills.
func lifetime(d time.Duration) string {
	switch {
	case d%(24*time.Hour) == 0:
		return text.Counted(int(d/(24*time.Hour)), "day")
	case d%time.Hour == 0:
		return text.Counted(int(d/time.Hour), "hour")
	case d%time.Minute == 0:
		return text.Counted(int(d/time.Minute), "minute")
	}
	return text.Counted(int(d/time.Second), "second")
}

// NearlyFull is from which used part of the storage on to warn.
const NearlyFull = 0.8

// barWidth is how many cells the bar of the storage has.
const barWidth = 20

func (f facts) storageLine(w int) widget.Spans {
	th, settings := f.theme, f.settings
	kind, size := settings.StorageType, settings.StorageSize
	switch {
	case kind.IsZero():
		return widget.Spans{widget.Say(th.Muted, "not known")}
	case kind.Raw() != rbac.DefaultStorage:
		return widget.Spans{widget.Say(th.Text, "on "), widget.Foreign(th.Text, kind), widget.Say(th.Muted, sizeWords(size)+", no limit of its own")}
	case size < 0:
		return widget.Spans{widget.Sayf(th.Muted, "of %d KB, usage unknown", rbac.StorageLimit/1024)}
	}
	used := settings.StorageUsed()
	style := th.Good
	if used > NearlyFull {
		style = th.Warn
	}
	line := widget.Spans{widget.Sayf(th.Text, "%d of %d KB", size/1024, rbac.StorageLimit/1024), widget.Sayf(style, ", %.0f %%", used*100)}
	if used > NearlyFull {
		line = append(line, widget.Say(th.Warn, "  "+th.Glyphs.Warning+" nearly full"))
	}
	if line.Width()+2+barWidth <= w {
		full := max(0, min(int(used*barWidth+0.5), barWidth))
		line = append(line, widget.Say(th.Text, "  "),
			widget.Say(style, widget.Words(strings.Repeat(string(th.Glyphs.Full), full))),
			widget.Say(th.Muted, widget.Words(strings.Repeat(string(th.Glyphs.Empty), barWidth-full))))
	}
	return line
}

func sizeWords(size int64) widget.Words {
	if size < 0 {
		return ""
	}
	return widget.Words(fmt.Sprintf(", %d KB", size/1024))
}
