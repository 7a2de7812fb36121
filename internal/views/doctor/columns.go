package doctor

import (
	"slices"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/rbac/lint"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// findingColumns are how bad it is, what it is about and what it is, and whether what
// fixes it is staged already.
func findingColumns(x *desk.Diagnosis, th *theme.Theme, staged stagedFixes) []desk.Column {
	of := func(show func(lint.Finding) desk.Cell) func(*desk.Data, desk.Row) desk.Cell {
		return func(_ *desk.Data, r desk.Row) desk.Cell {
			f, _ := x.Finding(r.Ref)
			return show(f)
		}
	}
	return []desk.Column{
		{
			Column: widget.Column{Title: "Severity", Min: 9, Max: 9},
			Cell:   of(func(f lint.Finding) desk.Cell { return severityCell(th, f.Severity) }),
		},
		{
			Column: widget.Column{Title: "Object", Min: 12, Max: 18, Weight: 2, Priority: -1},
			Cell:   of(func(f lint.Finding) desk.Cell { return desk.TextCell(subjectName(x.Data, f), desk.Plain) }),
			Names:  true,
		},
		{
			Column: widget.Column{Title: "Finding", Min: 16, Max: 78, Weight: 8},
			Cell:   of(func(f lint.Finding) desk.Cell { return saidCell(f.Message, desk.Plain) }),
			Names:  true,
		},
		{
			Column: widget.Column{Title: "Rule", Min: 20, Max: 20, Priority: 5},
			Cell:   of(func(f lint.Finding) desk.Cell { return desk.WordCell(string(f.Rule), desk.Muted) }),
		},
		{
			Column: widget.Column{Title: "Fix", Min: 6, Max: 8, Priority: -1},
			Cell:   of(func(f lint.Finding) desk.Cell { return fixCell(th, f, staged) }),
		},
	}
}

func subjectName(d *desk.Data, f lint.Finding) text.Text {
	if f.Subject.ID.IsZero() {
		return text.New("the extension")
	}
	return d.Apart(f.Subject)
}

// severityCell sorts by how bad it is, the worst first.
func severityCell(th *theme.Theme, s lint.Severity) desk.Cell {
	return desk.WordCell(string(severityGlyph(th, s))+" "+string(s), desk.SeverityTone(s))
}

func severityGlyph(th *theme.Theme, s lint.Severity) widget.Words {
	switch s {
	case lint.SeverityError:
		return th.Glyphs.Cross
	case lint.SeverityWarning:
		return th.Glyphs.Warning
	}
	return th.Glyphs.Leaf
}

func fixCell(th *theme.Theme, f lint.Finding, staged stagedFixes) desk.Cell {
	switch {
	case len(f.Changes) == 0:
		return desk.Cell{}
	case staged.have(f):
		return desk.WordCell("staged", desk.Warn)
	}
	return desk.WordCell("yes", desk.Good)
}

// saidCell is wording that names may stand in, escaped already.
func saidCell(words string, t desk.Tone) desk.Cell {
	c := desk.WordCell(words, t)
	c.Said = strings.Contains(words, "⟨")
	return c
}

func findingModel(x *desk.Diagnosis, th *theme.Theme, staged stagedFixes) *desk.ListModel {
	return desk.NewListModel(x.Data, findingColumns(x, th, staged), x.Rows)
}

// stagedFixes are the changes that are staged, by what they mean.
type stagedFixes map[string]bool

func stagedOf(changes []rbac.Change) stagedFixes {
	staged := make(stagedFixes, len(changes))
	for _, c := range changes {
		staged[rbac.ChangeKey(c)] = true
	}
	return staged
}

// have reports whether all that fixes a finding is staged.
func (s stagedFixes) have(f lint.Finding) bool {
	return len(f.Changes) > 0 && !slices.ContainsFunc(f.Changes, func(c rbac.Change) bool { return !s[rbac.ChangeKey(c)] })
}
