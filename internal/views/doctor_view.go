package views

import (
	"fmt"
	"slices"
	"strings"

	"authzx/internal/rbac"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// footLines are what says the finding under the cursor in full, and its mend.
func (s *doctor) footLines() int {
	switch {
	case s.h < 9:
		return 0
	case s.w < narrowFoot && s.h >= 12:
		return 5
	case s.w < broadFoot && s.h >= 12:
		return 4
	case s.h < 16:
		return 2
	}
	return 3
}

// Below these widths most findings, and their mends, take more lines.
const narrowFoot, broadFoot = 70, 100

// heading sums the findings up, and says what could not be looked at.
func (s *doctor) heading() []widget.Spans {
	th := s.desk.Theme
	var lines []widget.Spans
	if words := s.notLookedAt(); words != "" {
		lines = append(lines, widget.Spans{widget.Say(th.Bad, " "+th.Glyphs.Warning+" incomplete: "+widget.Words(words))})
	}
	if n := s.notLookedUp(); n > 0 {
		lines = append(lines, s.whoIsGone(n))
	}
	if len(lines) == 0 {
		lines = append(lines, widget.Spans{widget.Say(th.Muted, " A marks a whole rule, m stages mends; nothing is sent yet")})
	}
	if s.w > 1 && s.h >= 12 {
		lines = hanging(lines, s.w)
	}
	return append([]widget.Spans{s.summary()}, lines...)
}

func (s *doctor) summary() widget.Spans {
	th := s.desk.Theme
	if s.found == nil {
		return widget.Spans{widget.Say(th.Muted, " Findings")}
	}
	spans := widget.Spans{widget.Say(th.Text, " ")}
	for _, part := range []struct {
		of    rbac.Severity
		words string
	}{{rbac.SeverityError, "error"}, {rbac.SeverityWarning, "warning"}, {rbac.SeverityInfo, "to tidy up"}} {
		n, style := s.found.count[part.of], styleOf(th, severityTone(part.of), "")
		words := counted(n, part.words)
		if part.of == rbac.SeverityInfo {
			words = fmt.Sprintf("%d %s", n, part.words)
		}
		if n == 0 {
			style = th.Muted
		}
		spans = append(spans, widget.Say(style, severityGlyph(th, part.of)+" "+widget.Words(words)), widget.Say(th.Muted, "   "))
	}
	for _, storage := range []widget.Spans{s.storage(), s.storageShort()} {
		if spans.Width()+storage.Width() <= s.w {
			return append(spans, storage...)
		}
	}
	return spans
}

// storageShort is how full the storage is, where that is known.
func (s *doctor) storageShort() widget.Spans {
	settings, x := s.data.Directory.Settings()
	if x.At.IsZero() || settings.StorageType.Raw() != rbac.DefaultStorage || settings.StorageSize < 0 {
		return nil
	}
	return widget.Spans{widget.Sayf(s.storageStyle(), "storage %.0f %%", settings.StorageUsed()*100)}
}

// storageStyle warns of a storage that is nearly full.
func (s *doctor) storageStyle() theme.Style {
	if settings, _ := s.data.Directory.Settings(); settings.StorageUsed() > nearlyFull {
		return s.desk.Theme.Warn
	}
	return s.desk.Theme.Muted
}

// storage says how much of the extension's storage is used.
func (s *doctor) storage() widget.Spans {
	th := s.desk.Theme
	settings, x := s.data.Directory.Settings()
	switch {
	case x.At.IsZero() || settings.StorageType.IsZero() || settings.StorageSize < 0:
		return widget.Spans{widget.Say(th.Muted, "storage: not known")}
	case settings.StorageType.Raw() != rbac.DefaultStorage:
		return widget.Spans{widget.Sayf(th.Muted, "storage %d KB, on ", settings.StorageSize/1024), widget.Foreign(th.Muted, settings.StorageType)}
	}
	return widget.Spans{widget.Sayf(s.storageStyle(), "storage %d of %d KB, %.0f %%", settings.StorageSize/1024, rbac.StorageLimit/1024, settings.StorageUsed()*100)}
}

// notLookedAt is what the doctor could not look at: rules that need it have
// found nothing.
func (s *doctor) notLookedAt() string {
	var parts []string
	if m := s.data.Graph.Missing(); m.Any() {
		parts = append(parts, missingWords(m))
	}
	if x := s.data.Directory.ConnectionsExtent(); !x.Complete && s.found != nil {
		parts = append(parts, "no list of connections")
	}
	if x := s.data.Directory.ApplicationsExtent(); !x.Complete && s.found != nil {
		parts = append(parts, "no list of applications")
	}
	if _, ok := s.desk.Source.(userReader); !ok && s.found != nil && s.data.Directory.UsersExtent().At.IsZero() {
		parts = append(parts, "no list of users")
	}
	return strings.Join(parts, ", ")
}

// notLookedUp is how many users nothing is known of.
func (s *doctor) notLookedUp() int {
	if s.found == nil || s.data.Directory.UsersExtent().At.IsZero() {
		return 0
	}
	return len(s.found.unknown)
}

// foot says the finding under the cursor in full, and what mends it.
func (s *doctor) foot() []widget.Spans {
	n := s.footLines()
	var lines []widget.Spans
	if f, ok := s.current(); ok && n > 0 {
		mend := wrapped(s.mending(f), s.w, max(n/2, 1))
		lines = wrapped(s.saying(f), s.w, n-len(mend))
		for len(lines) < n-len(mend) {
			lines = append(lines, nil)
		}
		lines = append(lines, mend...)
	}
	for len(lines) < n {
		lines = append(lines, nil)
	}
	return lines
}

// wrapped is a line on at most n lines; what goes beyond stays on the last,
// where it is cut.
func wrapped(line widget.Spans, w, n int) []widget.Spans {
	if w < 2 {
		return []widget.Spans{line}
	}
	lines := hanging([]widget.Spans{line}, w)
	if len(lines) <= n {
		return lines
	}
	for _, more := range lines[n:] {
		if !strings.HasSuffix(lines[n-1].Plain(), " ") {
			more = append(widget.Spans{widget.Say(theme.Style{}, " ")}, more...)
		}
		lines[n-1] = slices.Concat(lines[n-1], more)
	}
	return lines[:n]
}

// saying is the finding as a sentence.
func (s *doctor) saying(f rbac.Finding) widget.Spans {
	th := s.desk.Theme
	return widget.Spans{
		widget.Sayf(th.Muted, " %s ", widget.Words(f.Subject.Kind)),
		widget.Foreign(kindStyle(th, f.Subject.Kind), subjectName(s.found.data, f)),
		widget.Say(th.Text, " "+widget.Words(f.Message)),
	}
}

func (s *doctor) mending(f rbac.Finding) widget.Spans {
	th := s.desk.Theme
	if len(f.Changes) == 0 {
		return widget.Spans{widget.Say(th.Muted, " no plain mend: enter goes there")}
	}
	var sentences []string
	for _, c := range f.Changes {
		sentences = append(sentences, c.Sentence(s.data.Graph, s.data.Directory))
	}
	return widget.Spans{
		widget.Say(th.Key, " m"), widget.Say(th.Muted, " stages: "), widget.Say(th.Text, widget.Words(strings.Join(sentences, "; "))),
	}
}
