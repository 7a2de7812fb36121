package views

import "authzx/internal/rbac"

// gone reports whether the tenant has no such thing: it was deleted meanwhile,
// or is no more than an id in somebody's list.
func (s *detail) gone() bool {
	waiting, _ := s.desk.loading()
	return !waiting && s.kind.missing(s.data) == nil && !s.data.exists(rbac.Ref{Kind: s.kind.kind, ID: s.id})
}

func (s *detail) goneFields() []field {
	return []field{
		{label: "Id", value: textCell(s.id, muted)},
		{label: "Status", value: wordCell("does not exist: esc goes back", bad)},
	}
}
