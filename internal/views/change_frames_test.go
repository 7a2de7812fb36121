package views

import (
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/ui/theme"
)

func TestFramesOfChanges(t *testing.T) {
	zephyr := func(e *driver) rbac.GroupID { return e.groupOf("Project Zephyr") }
	for _, test := range []struct {
		name string
		do   func(e *driver)
	}{
		{"form-new", func(e *driver) { e.press("3", "n") }},
		{"form-faults", func(e *driver) { e.press("2", "n", "finance", "<ctrl+s>") }},
		{"form-edit", func(e *driver) { e.press("3", "/", "clerk", "<enter>", "e") }},
		{"picker", func(e *driver) { e.press("/", "ann@", "<enter>", "a") }},
		{"picker-chosen", func(e *driver) {
			e.press("/", "ann@", "<enter>", "a", "engin", "<tab>", "<esc>", "accounts", "<tab>", "<esc>")
		}},
		{"picker-some", func(e *driver) { e.press(" ", " ", " ", "a") }},
		{"review", func(e *driver) { e.press("/", "ann@", "<enter>", "a", "engin", "<enter>") }},
		{"review-typed", func(e *driver) { e.press("2", "D") }},
		{"changes-empty", func(e *driver) { e.press("7") }},
		{"changes-staged", func(e *driver) { e.stageTwo(); e.press("7", "<enter>", "j", "l") }},
		{"changes-effect", func(e *driver) { e.stageTwo(); e.press("7", "]") }},
		{"changes-runs", func(e *driver) { e.stageTwo(); e.press("7", "a", "y", "]", "]") }},
		{"changes-impossible", func(e *driver) {
			e.press("2", "/", "zephyr", "<enter>", "e", "<tab>", "!", "<ctrl+t>")
			e.elsewhere(rbac.DeleteGroup{Group: zephyr(e)})
			e.press("r", "7")
		}},
		{"apply-stopped", func(e *driver) {
			e.press("/", "kofi", "<enter>", "a", "zephyr", "<tab>", "<esc>", "engin", "<tab>", "<enter>")
			e.elsewhere(rbac.DeleteGroup{Group: zephyr(e)})
			e.press("y")
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := explore(t, 80, 24)
			test.do(e)
			e.golden("change-" + test.name)
		})
	}
}

func TestFramesOfAnUnfinishedPlan(t *testing.T) {
	state := t.TempDir()
	e := newDriver(t)
	e.leaveUnfinished(state)
	e.tenant = connectAt(t, e.server, state)
	e.open(overheard{e.tenant, e.news}, theme.Options{Profile: theme.None}, 80, 24)
	e.golden("change-unfinished-told")
	e.press("7", "<enter>")
	e.golden("change-unfinished")
}
