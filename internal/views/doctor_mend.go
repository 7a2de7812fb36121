package views

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/rbac"
)

// stager is a desk that can put changes aside to be reviewed and sent.
type stager interface {
	stage([]rbac.Change) tea.Cmd
}

// markRule marks every finding in view that offends against the same rule as
// the one under the cursor.
func (s *doctor) markRule() {
	under, ok := s.current()
	if !ok {
		return
	}
	marks := s.browser.table.Marked()
	for i := range s.browser.table.Shown {
		ref := s.browser.sheet.rows[i].ref
		if f, _ := s.found.finding(ref); f.Rule == under.Rule {
			marks = append(marks, ref)
		}
	}
	s.browser.table.SetMarks(marks)
}

// mend stages what mends the marked findings, else the one under the cursor.
// Two findings may have a change in common: it is staged once.
func (s *doctor) mend() tea.Cmd {
	if s.found == nil {
		return nil
	}
	var changes []rbac.Change
	seen := map[string]bool{}
	without := 0
	for _, ref := range s.browser.chosen() {
		f, _ := s.found.finding(ref)
		if len(f.Changes) == 0 {
			without++
		}
		for _, c := range f.Changes {
			if key := changeKey(c); !seen[key] {
				seen[key] = true
				changes = append(changes, c)
			}
		}
	}
	if len(changes) == 0 {
		return say("there is no plain mend: enter goes there")
	}
	desk, ok := any(s.desk).(stager)
	if !ok {
		return say("nothing can be staged yet")
	}
	cmd := desk.stage(changes)
	s.browser.table.ClearMarks()
	if without == 0 {
		return cmd
	}
	return tea.Batch(cmd, say(counted(without, "finding")+" had no plain mend"))
}

// changeKey is the same for changes that do the same: mends only cut and
// delete, so that what they do and to what tells them apart.
func changeKey(c rbac.Change) string {
	var b strings.Builder
	b.WriteString(c.Kind())
	for _, ref := range c.Targets() {
		fmt.Fprintf(&b, " %s %q", ref.Kind, ref.ID.Raw())
	}
	return b.String()
}
