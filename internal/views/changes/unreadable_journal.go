package changes

import (
	"errors"
	"fmt"
	"strings"

	"authzx/internal/text"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// unreadable says that journals can't be read, by the faults that hide them;
// empty for none.
func unreadable(err error) string {
	if err == nil {
		return ""
	}
	faults := strings.Split(err.Error(), "\n")
	more := ""
	if n := len(faults) - 1; n > 0 {
		more = fmt.Sprintf(" (and %s more)", text.Counted(n, "journal"))
	}
	return "an earlier plan may be unfinished: " + text.Escape(faults[0]) + more
}

// hiddenOf is that for the runs that are kept.
func hiddenOf(runs []pastRun) string {
	faults := make([]error, len(runs))
	for i, r := range runs {
		faults[i] = r.Unreadable
	}
	return unreadable(errors.Join(faults...))
}

// HiddenLines warn, before a change, of plans of which nothing can be told.
func (d *Workspace) HiddenLines() []widget.Spans {
	if d.hidden == "" {
		return nil
	}
	th := d.Theme
	return []widget.Spans{{widget.Say(th.Warn, th.Glyphs.Warning+" "), widget.Sayf(th.Warn, "%s", desk.Wording(d.hidden))}}
}
