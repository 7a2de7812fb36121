package desk

import (
	"authzx/internal/exit"
)

// WayOut is what the first screen says where the login rule is known to be gone; empty
// elsewhere, and once another screen was opened.
func (d *Desk) WayOut() string {
	if d.Opened > 1 || d.Data == nil {
		return ""
	}
	switch exit.RuleOf(d.Data.Directory) {
	case exit.RuleAbsent, exit.RuleDisabled:
		return d.Theme.Words("login rule gone: {go_way_out} way out")
	}
	return ""
}
