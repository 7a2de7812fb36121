package doctor

import (
	"slices"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/clipboard"
)

// markRule marks every finding in view that offends against the same rule as
// the one under the cursor.
func (s *doctor) markRule() {
	under, ok := s.current()
	if !ok {
		return
	}
	marks := s.Browser.Table.Marked()
	for i := range s.Browser.Table.Shown {
		ref := s.Browser.Model.Rows[i].Ref
		if f, _ := s.Found.Finding(ref); f.Rule == under.Rule {
			marks = append(marks, ref)
		}
	}
	s.Browser.Table.SetMarks(marks)
}

// fix stages what fixes the marked findings, else the one under the cursor.
// Marks stay on those that nothing fixes.
func (s *doctor) fix() ui.Cmd {
	changes, without := s.Fixes(s.Browser.Chosen())
	if s.Browser.Table.MarkCount() > 0 {
		s.Browser.Table.SetMarks(without)
	}
	return s.desk.Stage(changes)
}

// whyNoFix says that nothing fixes the chosen findings.
func (s *doctor) whyNoFix() widget.Words {
	chosen := s.Browser.Chosen()
	if s.Found != nil && slices.ContainsFunc(chosen, func(ref rbac.Ref) bool { f, _ := s.Found.Finding(ref); return len(f.Changes) > 0 }) {
		return ""
	}
	return "no automatic fix: {doctor.open} opens the object"
}

// manyFixes is from how many changes on their requests are copied from what is
// staged only: no key waits for them to be worked out.
const manyFixes = 500

// fixCalls are the requests that fix the chosen findings; none where they
// can't be fixed so.
func (s *doctor) fixCalls() []endpoint.Call {
	if s.Found == nil {
		return nil
	}
	wanted, _ := s.Fixes(s.Browser.Chosen())
	if len(wanted) > manyFixes {
		return nil
	}
	p, err := changes.Compile(s.data, wanted)
	if err != nil {
		return nil
	}
	return clipboard.CallsOf(p)
}

// Fixes are the changes that fix findings, each once, and the findings that
// have none. What is cut comes before what is deleted: a finding may be about a
// tie to what another one would have deleted.
func (s *doctor) Fixes(rows []rbac.Ref) (changes []rbac.Change, without []rbac.Ref) {
	var deletions []rbac.Change
	seen := map[string]bool{}
	for _, ref := range rows {
		f, _ := s.Found.Finding(ref)
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
