package doctor

import (
	"fmt"
	"slices"
	"strings"

	"authzx/internal/exit"
	"authzx/internal/rbac"
	"authzx/internal/rbac/lint"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
	"authzx/internal/views/configuration"
	"authzx/internal/views/desk"
)

// footLines are what says the finding under the cursor in full, and its fix.
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
	case s.h < 20:
		return 3
	}
	return 4
}

// Below these widths most findings, and their fixes, take more lines.
const narrowFoot, broadFoot = 70, 100

// heading sums the findings up, and says what could not be looked at.
func (s *doctor) heading() []widget.Spans {
	th := s.desk.Theme
	var lines []widget.Spans
	if words := s.notLookedAt(); words != "" {
		lines = append(lines, widget.Spans{widget.Say(th.Bad, " "+th.Glyphs.Warning+" incomplete: "+widget.Words(words))})
	}
	if s.Found != nil && s.Found.Fault != nil {
		lines = append(lines, widget.Spans{widget.Sayf(th.Bad, " %s the rules file is ignored: %s", th.Glyphs.Warning, widget.Words(desk.SafeError(s.Found.Fault)))})
	}
	if n := s.notLookedUp(); n > 0 {
		lines = append(lines, s.WhoIsGone(n))
	}
	if len(lines) == 0 {
		lines = append(lines, widget.Keyed(th, th.Muted, " {doctor.mark_all} mark a whole rule, {fix} stage fixes; nothing is sent yet"))
	}
	if s.w > 1 && s.h >= 12 {
		lines = desk.Hanging(lines, s.w)
	}
	return append([]widget.Spans{s.summary()}, lines...)
}

func (s *doctor) summary() widget.Spans {
	th := s.desk.Theme
	if s.Found == nil {
		return widget.Spans{widget.Say(th.Muted, " Findings")}
	}
	spans := widget.Spans{widget.Say(th.Text, " ")}
	for _, part := range []struct {
		of    lint.Severity
		words string
	}{{lint.SeverityError, "error"}, {lint.SeverityWarning, "warning"}, {lint.SeverityInfo, "info"}} {
		n, style := s.Found.Count[part.of], desk.StyleOf(th, desk.SeverityTone(part.of), "")
		words := text.Counted(n, part.words)
		if part.of == lint.SeverityInfo {
			words = fmt.Sprintf("%d %s", n, part.words)
		}
		if n == 0 {
			style = th.Muted
		}
		spans = append(spans, widget.Say(style, severityGlyph(th, part.of)+" "+widget.Words(words)), widget.Say(th.Muted, "   "))
	}
	if n := s.Found.Accepted; n > 0 {
		spans = append(spans, widget.Sayf(th.Muted, "%d accepted   ", n))
	}
	full := s.storage()
	for _, words := range []widget.Spans{full.long(), full.short()} {
		if spans.Width()+words.Width() <= s.w {
			return append(spans, words...)
		}
	}
	return spans
}

// storage is how full the extension's storage is, as last read.
type storage struct {
	theme    *theme.Theme
	settings rbac.Settings
	read     bool
}

func (s *doctor) storage() storage {
	settings, x := s.data.Directory.Settings()
	return storage{theme: s.desk.Theme, settings: settings, read: !x.At.IsZero()}
}

// short says it where it is known.
func (f storage) short() widget.Spans {
	if !f.read || f.settings.StorageType.Raw() != rbac.DefaultStorage || f.settings.StorageSize < 0 {
		return nil
	}
	return widget.Spans{widget.Sayf(f.style(), "storage %.0f %%", f.settings.StorageUsed()*100)}
}

// style warns of a storage that is nearly full.
func (f storage) style() theme.Style {
	if f.settings.StorageUsed() > configuration.NearlyFull {
		return f.theme.Warn
	}
	return f.theme.Muted
}

// long says how much of it is used.
func (f storage) long() widget.Spans {
	th := f.theme
	switch {
	case !f.read || f.settings.StorageType.IsZero() || f.settings.StorageSize < 0:
		return widget.Spans{widget.Say(th.Muted, "storage: unknown")}
	case f.settings.StorageType.Raw() != rbac.DefaultStorage:
		return widget.Spans{widget.Sayf(th.Muted, "storage %d KB, on ", f.settings.StorageSize/1024), widget.Foreign(th.Muted, f.settings.StorageType)}
	}
	return widget.Spans{widget.Sayf(f.style(), "storage %d of %d KB, %.0f %%", f.settings.StorageSize/1024, rbac.StorageLimit/1024, f.settings.StorageUsed()*100)}
}

// notLookedAt is what the doctor could not look at: rules that need it have
// found nothing.
func (s *doctor) notLookedAt() string {
	var parts []string
	lacks := s.data.Graph.Missing().Lacks()
	if x := s.data.Directory.UsersExtent(); x.Err != nil {
		lacks = append(lacks, rbac.Lack{Of: rbac.KindUser, Err: x.Err})
	}
	if words := rbac.Unread(lacks); words != "" {
		parts = append(parts, words)
	}
	if x := s.data.Directory.ConnectionsExtent(); !x.Complete && s.Found != nil {
		parts = append(parts, "no list of connections")
	}
	if x := s.data.Directory.ApplicationsExtent(); !x.Complete && s.Found != nil {
		parts = append(parts, "no list of applications")
	}
	if s.desk.Can.Users == nil && s.Found != nil && s.data.Directory.UsersExtent().At.IsZero() {
		parts = append(parts, "no list of users")
	}
	return strings.Join(parts, ", ")
}

// notLookedUp is how many users nothing is known of.
func (s *doctor) notLookedUp() int {
	if x := s.data.Directory.UsersExtent(); s.Found == nil || x.At.IsZero() || x.Err != nil {
		return 0 // it is not known who is in the list
	}
	return len(s.Found.Unknown)
}

// foot says the finding under the cursor in full, and what fixes it.
func (s *doctor) foot() []widget.Spans {
	n := s.footLines()
	var lines []widget.Spans
	if f, ok := s.current(); ok && n > 0 {
		fix := wrapped(s.fixing(f), s.w, max(n/2, 1))
		lines = wrapped(s.saying(f), s.w, n-len(fix))
		if room := n - len(fix) - len(lines); room > 0 {
			why := widget.Spans{widget.Say(s.desk.Theme.Muted, " "+widget.Words(exit.Why(f.Rule)))}
			lines = append(lines, wrapped(why, s.w, room)...)
		}
		for len(lines) < n-len(fix) {
			lines = append(lines, nil)
		}
		lines = append(lines, fix...)
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
	lines := desk.Hanging([]widget.Spans{line}, w)
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
func (s *doctor) saying(f lint.Finding) widget.Spans {
	th := s.desk.Theme
	return widget.Spans{
		widget.Sayf(th.Muted, " %s ", widget.Words(f.Subject.Kind)),
		widget.Foreign(desk.KindStyle(th, f.Subject.Kind), subjectName(s.Found.Data, f)),
		widget.Say(th.Text, " "+widget.Words(f.Message)),
	}
}

func (s *doctor) fixing(f lint.Finding) widget.Spans {
	th := s.desk.Theme
	if len(f.Changes) == 0 {
		return widget.Keyed(th, th.Muted, " no automatic fix: {doctor.open} opens the object")
	}
	var sentences []string
	for _, c := range f.Changes {
		sentences = append(sentences, c.Sentence(s.data.Graph, s.data.Directory))
	}
	lead := widget.Keyed(th, th.Muted, " {fix} stage fix: ")
	if s.staged.have(f) {
		lead = widget.Spans{widget.Say(th.Warn, " staged: ")}
	}
	return append(lead, widget.Say(th.Text, widget.Words(strings.Join(sentences, "; "))))
}
