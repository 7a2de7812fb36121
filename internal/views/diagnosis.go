package views

import (
	"strconv"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// kindFinding is the kind of a row that is a finding.
const kindFinding rbac.Kind = "finding"

// diagnosis is what a look over the tenant found. It never changes.
type diagnosis struct {
	data     *Data // that was looked over
	findings []rbac.Finding
	rows     []row
	at       map[rbac.Ref]int // row -> finding
	count    map[rbac.Severity]int
	notes    map[rbac.Ref]note
	unknown  []rbac.UserID // users whom groups and roles list, and nobody has looked up
}

// diagnose looks the tenant over: with many users that takes a moment.
func diagnose(d *Data) *diagnosis {
	bare := *d
	bare.diagnosis = nil // else each would keep all those before it
	x := &diagnosis{
		data: &bare, findings: rbac.Lint(d.Graph, d.Directory),
		at: map[rbac.Ref]int{}, count: map[rbac.Severity]int{},
	}
	for i, f := range x.findings {
		ref := findingRef(f)
		for again := 2; ; again++ {
			if _, taken := x.at[ref]; !taken {
				break
			}
			ref.ID = text.New(findingRef(f).ID.Raw() + "\x00" + strconv.Itoa(again))
		}
		x.at[ref] = i
		x.rows = append(x.rows, row{ref: ref})
		x.count[f.Severity]++
	}
	for _, id := range d.Graph.Users() {
		if _, known := d.Directory.User(id); !known {
			x.unknown = append(x.unknown, id)
		}
	}
	x.notes = notesOf(d, x.findings)
	return x
}

// findingRef keeps a finding apart from others, and stays the same as long as
// the matter does. It begins with the id of the subject. The filter looks
// through it too, and so finds the kind.
func findingRef(f rbac.Finding) rbac.Ref {
	parts := []string{f.Subject.ID.Raw(), string(f.Rule), string(f.Subject.Kind), f.Message}
	return rbac.Ref{Kind: kindFinding, ID: text.New(strings.Join(parts, "\x00"))}
}

// finding is what a row stands for.
func (x *diagnosis) finding(r rbac.Ref) (rbac.Finding, bool) {
	i, ok := x.at[r]
	if !ok {
		return rbac.Finding{}, false
	}
	return x.findings[i], true
}

// columns are how bad it is, what it is about and what it is.
func (x *diagnosis) columns(th *theme.Theme) []column {
	of := func(show func(rbac.Finding) cell) func(*Data, row) cell {
		return func(_ *Data, r row) cell {
			f, _ := x.finding(r.ref)
			return show(f)
		}
	}
	return []column{
		{
			Column: widget.Column{Title: "How bad", Min: 9, Max: 9},
			cell:   of(func(f rbac.Finding) cell { return severityCell(th, f.Severity) }),
		},
		{
			Column: widget.Column{Title: "About", Min: 12, Max: 30, Weight: 2, Priority: 1},
			cell:   of(func(f rbac.Finding) cell { return textCell(subjectName(x.data, f), plain) }),
			names:  true,
		},
		{
			Column: widget.Column{Title: "Finding", Min: 24, Weight: 8},
			cell:   of(func(f rbac.Finding) cell { return saidCell(f.Message, plain) }),
			names:  true,
		},
		{
			Column: widget.Column{Title: "Rule", Min: 20, Max: 20, Priority: 5},
			cell:   of(func(f rbac.Finding) cell { return wordCell(string(f.Rule), muted) }),
		},
		{
			Column: widget.Column{Title: "Mend", Min: 4, Max: 5, Priority: 3},
			cell:   of(func(f rbac.Finding) cell { return mendCell(f) }),
		},
	}
}

func subjectName(d *Data, f rbac.Finding) text.Text {
	if f.Subject.ID.IsZero() {
		return text.New("the extension")
	}
	return d.apart(f.Subject)
}

// severityCell sorts by how bad it is, the worst first.
func severityCell(th *theme.Theme, s rbac.Severity) cell {
	return wordCell(string(severityGlyph(th, s))+" "+string(s), severityTone(s))
}

func severityGlyph(th *theme.Theme, s rbac.Severity) widget.Words {
	switch s {
	case rbac.SeverityError:
		return th.Glyphs.Cross
	case rbac.SeverityWarning:
		return th.Glyphs.Warning
	}
	return th.Glyphs.Leaf
}

func mendCell(f rbac.Finding) cell {
	if len(f.Changes) == 0 {
		return cell{}
	}
	return wordCell("m", good)
}

// saidCell is wording that names may stand in, escaped already.
func saidCell(words string, t tone) cell {
	c := wordCell(words, t)
	c.said = strings.Contains(words, "⟨")
	return c
}

func (x *diagnosis) sheet(th *theme.Theme) *sheet { return newSheet(x.data, x.columns(th), x.rows) }
