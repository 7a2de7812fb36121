package wayout

import (
	"context"
	"sync/atomic"

	"authzx/internal/catalog"
	"authzx/internal/exit"
	"authzx/internal/exit/folder"
	"authzx/internal/private"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// progress is how far a proof has come: set beside the program, read by it.
type progress struct{ done, total atomic.Int64 }

func (p *progress) set(done, total int) {
	p.total.Store(int64(total))
	p.done.Store(int64(done))
}

// askFolder asks which folder to verify.
func (s *Screen) askFolder() ui.Cmd {
	at, _ := s.table.Current()
	dir := catalog.FirstOf(s.dir, defaultFolder(at))
	return ui.Tell(ui.Show{Dialog: desk.NewPrompt(s.desk.Theme, "Verify which folder?", dir, []widget.Words{
		"node runs its Action for every user, application and connection, and the answers are compared with this tenant. Nothing is sent.",
	}, func(dir text.Text) ui.Cmd { return s.verify(dir) })})
}

// verify proves a folder against the tenant as it is now.
func (s *Screen) verify(dir text.Text) ui.Cmd {
	source, path, p := s.options.source(s.desk), s.options.Path, &progress{}
	s.progress, s.dir, s.proof = p, dir, nil
	return s.verifier.Start("verifying "+dir.String(), func(ctx context.Context) (folder.Verified, error) {
		at, err := private.Expand(dir.Raw())
		if err != nil {
			return folder.Verified{}, err
		}
		files, err := folder.Read(at)
		if err != nil {
			return folder.Verified{}, err
		}
		return files.Verify(ctx, source, path, p.set)
	})
}

// verified tells what a proof came to.
func (s *Screen) verified(v folder.Verified, err error) ui.Cmd {
	if err != nil {
		return desk.Complain("not verified: " + desk.SafeError(err))
	}
	s.proof = &v
	s.arrange()
	if v.Proof != exit.ProofDiffering {
		return nil
	}
	th := s.desk.Theme
	return ui.Tell(ui.Show{Dialog: desk.NewNotice(th, widget.Spans{widget.Say(th.Title, "Differing logins")}, s.differing(v))})
}

// proofLines say how the proof stands: what runs, else what came of it.
func (s *Screen) proofLines() []widget.Spans {
	th := s.desk.Theme
	if since, _ := s.verifier.Busy(); !since.IsZero() {
		spans := widget.Spans{widget.Say(th.Accent, " verifying "), widget.Foreign(th.Text, s.dir)}
		if total := s.progress.total.Load(); total > 0 {
			spans = append(spans, widget.Sayf(th.Text, ": %d %%", 100*s.progress.done.Load()/total))
		}
		return []widget.Spans{append(spans, widget.Keyed(th, th.Muted, ", {interrupt} cancels")...)}
	}
	of := widget.Spans{widget.Say(th.Text, " "), widget.Foreign(th.Strong, s.dir)}
	switch {
	case s.dir.IsZero():
		return nil
	case s.proof == nil:
		return []widget.Spans{append(of, widget.Say(th.Muted, ": not verified"))}
	}
	return append([]widget.Spans{append(of, s.verdict()...)}, s.remarks()...)
}

// verdict is what the proof came to, in a line.
func (s *Screen) verdict() widget.Spans {
	th, e := s.desk.Theme, s.proof.Equivalence
	logins := widget.Words(text.Counted(e.Checked, "login"))
	switch s.proof.Proof {
	case exit.ProofEqual:
		return widget.Spans{widget.Sayf(th.Good, "  %s equal", th.Glyphs.Check), widget.Sayf(th.Text, " in %s", logins)}
	case exit.ProofDiffering:
		return widget.Spans{widget.Sayf(th.Bad, "  %s differs", th.Glyphs.Cross), widget.Sayf(th.Text, " in %d of %s", e.Checked-e.Equal, logins)}
	}
	return widget.Spans{widget.Sayf(th.Warn, "  %s not run", th.Glyphs.Warning), widget.Say(th.Text, ": node is not installed, so nothing is verified")}
}

// remarks are what a proof says besides.
func (s *Screen) remarks() []widget.Spans {
	th := s.desk.Theme
	var lines []widget.Spans
	if !s.proof.AsWritten {
		lines = append(lines, widget.Spans{widget.Say(th.Warn, " "+th.Glyphs.Warning+" the code differs from what authzx would write now: it or the tenant was edited")})
	}
	if s.proof.Thinned {
		lines = append(lines, widget.Spans{widget.Say(th.Muted, " a large tenant: mapped groups were tried one by one only with users in no group")})
	}
	return lines
}

// differing are the logins that differ, with what was expected and what came.
func (s *Screen) differing(v folder.Verified) []widget.Spans {
	th := s.desk.Theme
	var lines []widget.Spans
	for _, doc := range v.Equivalence.Differing {
		d, err := exit.ReadDiffering(doc)
		if err != nil {
			continue
		}
		lines = append(lines, widget.Spans{
			widget.Foreign(th.User, d.User), widget.Say(th.Muted, " in "), widget.Foreign(th.Application, d.Application),
			widget.Say(th.Muted, " by "), widget.Foreign(th.Connection, d.Connection), widget.Say(th.Muted, ", IdP groups "), widget.Foreign(th.Text, d.Groups),
		}, widget.Spans{widget.Say(th.Muted, "  expected "), widget.Foreign(th.Text, d.Expected)},
			widget.Spans{widget.Say(th.Muted, "  got      "), widget.Foreign(th.Text, d.Got)})
	}
	if v.Equivalence.Truncated {
		lines = append(lines, widget.Spans{widget.Say(th.Muted, "and more")})
	}
	return lines
}
