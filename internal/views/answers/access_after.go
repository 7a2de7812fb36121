package answers

import (
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
)

// subjectData is what the access is read from: the tenant as it is, or as it
// would be with all that is staged. While that is not known it is as it is.
func (s *access) subjectData() *desk.Data {
	if s.after {
		if after, ok := s.desk.Staged.After(); ok {
			return after
		}
	}
	return s.desk.Data
}

// turnAfter shows the access with what is staged, or without.
func (s *access) turnAfter() ui.Cmd {
	s.after = !s.after
	return s.reload()
}

// withStaged are conditions that say as well, where an answer counts what is staged as
// done, that the tenant is not like that, yet.
func withStaged(d *changes.Workspace, after bool, conditions widget.Spans) widget.Spans {
	th := d.Theme
	if !after {
		return conditions
	}
	words := widget.Sayf(th.Warn, "%s as it would be with %s staged %s ", th.Glyphs.Warning, text.Counted(len(d.Staged.Changes), "change"), th.Glyphs.Dot)
	if _, ok := d.Staged.After(); !ok {
		words = widget.Say(th.Warn, th.Glyphs.Warning+" as it is: staged changes can't be previewed "+th.Glyphs.Dot+" ")
	}
	return append(append(conditions[:1:1], words), conditions[1:]...)
}

// whyNotAfter says why an answer can't be turned to what is staged; alone is of one that
// shows both.
func whyNotAfter(d *changes.Workspace, now, alone bool) widget.Words {
	_, staged := d.Staged.After()
	switch {
	case alone:
		return "what is staged is shown on one side already"
	case !staged && !now:
		return "no preview: nothing is staged, or it can't be applied; {go_changes} review"
	}
	return ""
}
