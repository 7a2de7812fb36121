package doctor

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"authzx/internal/rbac/lint"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// whyNoAccept says why findings can't be accepted; empty where they can.
func (s *doctor) whyNoAccept() widget.Words {
	switch {
	case s.desk.Source.Identity().Rules == "":
		return "the profile has no rules file: set rules in the configuration"
	case s.Found != nil && s.Found.Fault != nil:
		return "the rules file can't be read, so nothing is written to it"
	}
	return s.Browser.WhyNoRow()
}

// askAccept asks why the findings of the marked rows, or that under the cursor, are
// accepted.
func (s *doctor) askAccept() ui.Cmd {
	var findings []lint.Finding
	for _, ref := range s.Browser.Chosen() {
		f, _ := s.Found.Finding(ref)
		findings = append(findings, f)
	}
	file := filepath.Base(s.desk.Source.Identity().Rules)
	return ui.Tell(ui.Show{Dialog: desk.NewPrompt(s.desk.Theme, widget.Words("Why accept "+text.Counted(len(findings), "finding")+"?"), text.Text{}, []widget.Words{
		"Give a reason. A date at its end, such as 2027-01-31, is the last day it is accepted.",
		widget.Words("It is written to " + text.Escape(file) + ", which others may share."),
	}, func(said text.Text) ui.Cmd {
		reason, until := parted(said.Raw())
		return writeAccepted(s, findings, text.New(reason), text.New(until))
	})})
}

// parted cuts the day off the end of a reason, where there is one.
func parted(said string) (reason, until string) {
	said = strings.TrimSpace(said)
	if at := strings.LastIndexByte(said, ' '); at > 0 {
		if _, err := time.Parse(time.DateOnly, said[at+1:]); err == nil {
			return strings.TrimSpace(said[:at]), said[at+1:]
		}
	}
	return said, ""
}

// writeAccepted writes it to the file of rules.
func writeAccepted(s *doctor, findings []lint.Finding, reason, until text.Text) ui.Cmd {
	file := s.desk.Source.Identity().Rules
	return s.writing.Start("writing to the rules file", func(context.Context) (int, error) {
		return len(findings), desk.AcceptFindings(file, findings, reason, until)
	})
}

// accepted says what was written, and looks the tenant over again.
func accepted(d *desk.Desk, n int, err error) ui.Cmd {
	if err != nil {
		return desk.Complain("not accepted: " + desk.SafeError(err))
	}
	return ui.Batch(d.LookOver(), desk.Say(text.Counted(n, "finding")+" accepted"))
}
