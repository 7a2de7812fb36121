package views

import (
	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
)

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
// Marks stay on those that nothing mends.
func (s *doctor) mend() tea.Cmd {
	if s.found == nil {
		return nil
	}
	changes, without := s.mends(s.browser.chosen())
	if len(changes) == 0 {
		return say("there is no plain mend: enter goes there")
	}
	if s.browser.table.MarkCount() > 0 {
		s.browser.table.SetMarks(without)
	}
	return s.desk.stage(changes)
}

// manyMends is from how many changes on their requests are copied from what is
// staged only: no key waits for them to be worked out.
const manyMends = 500

// mendCalls are the requests that mend the chosen findings; none where they
// can't be mended so.
func (s *doctor) mendCalls() []endpoint.Call {
	if s.found == nil {
		return nil
	}
	changes, _ := s.mends(s.browser.chosen())
	if len(changes) > manyMends {
		return nil
	}
	p, err := s.data.compile(changes)
	if err != nil {
		return nil
	}
	return callsOf(p)
}

// mends are the changes that mend findings, each once, and the findings that
// have none. What is cut comes before what is deleted: a finding may be about a
// tie to what another one would have deleted.
func (s *doctor) mends(rows []rbac.Ref) (changes []rbac.Change, without []rbac.Ref) {
	var deletions []rbac.Change
	seen := map[string]bool{}
	for _, ref := range rows {
		f, _ := s.found.finding(ref)
		if len(f.Changes) == 0 {
			without = append(without, ref)
		}
		for _, c := range f.Changes {
			key := rbac.ChangeKey(c)
			switch {
			case seen[key]:
			case deletes(c):
				deletions = append(deletions, c)
			default:
				changes = append(changes, c)
			}
			seen[key] = true
		}
	}
	return append(changes, deletions...), without
}

func deletes(c rbac.Change) bool {
	switch c.(type) {
	case rbac.DeleteGroup, rbac.DeleteRole, rbac.DeletePermission:
		return true
	}
	return false
}
