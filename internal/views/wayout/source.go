package wayout

import (
	"context"
	"fmt"

	"authzx/internal/exit"
	"authzx/internal/tenant"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// Options are what the way out needs beside the tenant.
type Options struct {
	// Addresses are those of the extension and of what issues tokens for it, as far as
	// they are known; nil takes what the tenant says.
	Addresses func(tenant.State, tenant.Identity) (base, token string)
	// Path lists the folders in which node is looked for.
	Path string
}

// source is the tenant that is left, as it is now.
func (o Options) source(d *desk.Desk) exit.Source {
	settings, _ := d.Data.Directory.Settings()
	s := exit.Source{
		Graph: d.Data.Graph, Directory: d.Data.Directory, Switches: settings.Switches,
		BaseURL: d.State.BaseURL, TokenURL: d.Source.Identity().TokenURL.Raw(),
	}
	if o.Addresses != nil {
		s.BaseURL, s.TokenURL = o.Addresses(d.State, d.Source.Identity())
	}
	return s
}

// look surveys the ways out beside the program: code is made to know its size.
func (s *Screen) look() ui.Cmd {
	source := s.options.source(s.desk)
	return s.looker.Start("checking the ways out", func(context.Context) (exit.Survey, error) {
		return exit.Look(source, ""), nil
	})
}

// ruleFact says how the login rule stands, and what that means.
func (s *Screen) ruleFact() widget.Spans {
	th := s.desk.Theme
	const lost = widget.Words(": unless an Action replaces it, logins get no groups, roles or permissions")
	switch s.survey.Rule.State {
	case exit.RuleAbsent:
		return widget.Spans{widget.Say(th.Bad, th.Glyphs.Cross+" gone"), widget.Say(th.Text, lost)}
	case exit.RuleDisabled:
		return widget.Spans{widget.Say(th.Bad, th.Glyphs.Off+" disabled"), widget.Say(th.Text, lost)}
	case exit.RuleEnabled:
		return widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" enabled"), widget.Say(th.Text, ", but may no longer run: Auth0 Rules ended on 18 Nov 2026")}
	}
	return widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" not known"), widget.Say(th.Text, ": may no longer run, Auth0 Rules ended on 18 Nov 2026")}
}

// switchFact says what the rule did with names, as far as the switches are known.
func (s *Screen) switchFact() widget.Spans {
	th := s.desk.Theme
	switch {
	case s.survey.Switches == nil:
		return widget.Spans{widget.Say(th.Muted, "not known")}
	case len(s.survey.Switches) == 0:
		return widget.Spans{widget.Say(th.Muted, "all off: nothing goes into tokens")}
	}
	var words widget.Words
	for i, name := range s.survey.Switches {
		if i > 0 {
			words += ", "
		}
		words += widget.Words(name)
	}
	return widget.Spans{widget.Say(th.Text, words)}
}

// userFact says how many would feel it.
func (s *Screen) userFact() widget.Spans {
	th := s.desk.Theme
	spans := widget.Spans{widget.Sayf(th.Text, "%s in groups or roles", widget.Words(text.Counted(len(s.data.Graph.Users()), "user")))}
	if n := s.unlisted(); n > 0 {
		spans = append(spans, widget.Sayf(th.Warn, ", %d of them not in the user list: the doctor looks them up", n))
	}
	return spans
}

// kilobytes is a size as Auth0's limit counts it.
func kilobytes(n int) string { return fmt.Sprintf("%.1f KB", float64(n)/1000) }
