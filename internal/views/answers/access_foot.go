package answers

import (
	"authzx/internal/rbac"
	"authzx/internal/ui/widget"
	"authzx/internal/views/kinds"
)

// longPaths is the room in which nearly every path can be read in full.
const longPaths = 110

// foot is how many lines say below a tree by which path the user has what is under the
// cursor: one, where a long path has no room beside its name.
func (s *access) foot(p *accessPane) int {
	if s.w >= longPaths || s.h < 2*questionRows || p.source.lacks {
		return 0
	}
	return 1
}

// path is that of the thing under the cursor, in full; none where the cursor is on a part
// of one.
func (s *access) path() widget.Spans {
	p := s.pane()
	path := p.tree.Current()
	if len(path) == 0 || path[len(path)-1].Kind != p.source.of {
		return nil
	}
	way := kinds.ShortestWay(s.desk.Theme, s.answer, path[len(path)-1], rbac.NewEffort())
	return append(widget.Spans{widget.Say(s.desk.Theme.Muted, " ")}, way...)
}

// head is how many lines stand above a tree.
func (s *access) head(p *accessPane) int {
	lines := 1 + len(s.questionLines())
	if p.filtering() {
		lines++
	}
	return lines
}
