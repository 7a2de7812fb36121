package wayout

import (
	"context"
	"errors"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/exit"
	"authzx/internal/exit/folder"
	"authzx/internal/private"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// The fields of the form.
const (
	fieldDir     widget.Words = "out"
	fieldClaims  widget.Words = "claims"
	fieldTokens  widget.Words = "tokens"
	fieldFailure widget.Words = "on-failure"
	fieldStrings widget.Words = "string-groups"
	fieldRule    widget.Words = "rule-id"
	fieldAuth    widget.Words = "auth"
)

// Into which tokens claims go.
const (
	tokensBoth   = "both"
	tokensID     = "id"
	tokensAccess = "access"
)

// defaultFolder is where the files of a way go unless a person says otherwise.
func defaultFolder(t exit.Target) text.Text { return text.New("way-out-" + string(t)) }

// filesForm asks how to write the files of a way, and writes them.
type filesForm struct {
	ui.Plain
	screen *Screen
	target exit.Target
	form   *widget.Form
	writer *ui.Loader[written]
	w, h   int
}

// written is what came of writing: how many files, or the field that is to blame.
type written struct {
	files int
	blame widget.Words
}

// askFiles opens the form for the way under the cursor.
func (s *Screen) askFiles() ui.Cmd {
	way, _ := s.current()
	if way.Refused != "" {
		return desk.Complain("not possible: " + way.Refused)
	}
	f := &filesForm{screen: s, target: way.Target}
	f.writer = ui.NewLoader[written](f, s.desk.Now)
	f.form = widget.NewForm(s.desk.Theme, formFields(way.Target)...)
	return ui.Tell(ui.Show{Dialog: f})
}

func formFields(t exit.Target) []widget.Field {
	fields := []widget.Field{
		{Name: fieldDir, Label: "Folder", Value: defaultFolder(t), Hint: "a new one: existing files are never replaced"},
		{Name: fieldClaims, Label: "Claims begin with", Value: text.New("authz_"), Hint: "a namespace, https://your.domain/, or a prefix, authz_"},
		choice(fieldTokens, "Claims go into", tokensBoth, "ID and access token", tokensID, "ID token", tokensAccess, "access token"),
		choice(fieldFailure, "On failure", exit.FailureDeny, "deny the login, as the rule did", exit.FailureEmpty, "let everyone in, without groups, roles, permissions"),
		choice(fieldStrings, "String groups", exit.StringSplit, "split at spaces and commas, as the rule did", exit.StringComma, "split at commas", exit.StringWhole, "one name: don't split"),
		{Name: fieldRule, Label: "Rule id", Hint: "rul_…: the Action does nothing while that rule runs"},
	}
	if t == exit.TargetAction {
		fields = append(fields, choice(fieldAuth, "Authenticates by", exit.AuthKey, "API key", exit.AuthToken, "access token"))
	}
	return fields
}

// choice offers pairs of a value and its words, the first chosen.
func choice(name, label widget.Words, pairs ...string) widget.Field {
	f := widget.Field{Name: name, Label: label, Kind: widget.ChoiceField, Value: text.New(pairs[0])}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Options = append(f.Options, widget.Option{Value: text.New(pairs[i]), Label: text.New(pairs[i+1])})
	}
	return f
}

func (f *filesForm) entered(name widget.Words) string {
	return strings.TrimSpace(f.form.Text(name).Raw())
}

// parameters are what was entered. What looks like an address is a namespace.
func (f *filesForm) parameters() exit.Parameters {
	p := exit.Parameters{
		IDToken: f.entered(fieldTokens) != tokensAccess, AccessToken: f.entered(fieldTokens) != tokensID,
		RuleID: f.entered(fieldRule), OnFailure: f.entered(fieldFailure), StringGroups: f.entered(fieldStrings), Auth: f.entered(fieldAuth),
	}
	if start := f.entered(fieldClaims); strings.Contains(start, ":") {
		p.Namespace = start
	} else {
		p.Prefix = start
	}
	return p.Settled()
}

// write makes the files, where what was entered will do.
func (f *filesForm) write() ui.Cmd {
	p, dir := f.parameters(), f.entered(fieldDir)
	f.form.ClearFaults()
	if dir == "" {
		f.blame(fieldDir, "must not be empty")
	}
	if err := p.Check(); err != nil {
		f.blame(fieldClaims, fault(err))
	}
	if f.form.FocusFault() {
		return nil
	}
	source, target := f.screen.options.source(f.screen.desk), f.target
	return f.writer.Start("writing the files", func(context.Context) (written, error) {
		made, err := exit.Make(target, source, p)
		if err != nil {
			return written{blame: blamed(p)}, err
		}
		at, err := private.Expand(dir)
		if err == nil {
			err = folder.Write(at, made.Files)
		}
		return written{len(made.Files), fieldDir}, err
	})
}

// blamed is the field whose answer keeps the files from being made.
func blamed(p exit.Parameters) widget.Words {
	if p.Auth == exit.AuthToken {
		return fieldAuth // the token URL
	}
	return fieldClaims
}

// fault is an error in words for a form, where no flag can be given; safe to draw.
func fault(err error) string {
	var p *exit.Problem
	switch {
	case !errors.As(err, &p):
		return desk.SafeError(err)
	case p.Hint == "" || strings.Contains(p.Hint, "--"):
		return text.Escape(p.What)
	}
	return text.Escape(p.What + ": " + p.Hint)
}

func (f *filesForm) blame(field widget.Words, words string) {
	f.form.SetFault(field, widget.Spans{widget.Say(f.screen.desk.Theme.Bad, widget.Words(words))})
}

// wrote tells that the files are there.
func (s *Screen) wrote(dir text.Text, files int) ui.Cmd {
	s.dir, s.proof = dir, nil
	s.arrange()
	return desk.Say(text.Counted(files, "file") + " written to " + dir.String() + ": see README.md for the next steps")
}

// Update takes what came of writing.
func (f *filesForm) Update(msg tea.Msg) ui.Cmd {
	v, err, ok := f.writer.Take(msg)
	switch {
	case !ok:
		return nil
	case err != nil:
		f.blame(v.blame, fault(err))
		f.form.FocusFault()
		return nil
	}
	dir := text.New(f.entered(fieldDir))
	return ui.Answer(f, f.screen.wrote(dir, v.files))
}

// Act does what a key means.
func (f *filesForm) Act(a ui.Action) (ui.Cmd, bool) {
	switch a {
	case ui.NextPane:
		f.form.Next()
	case ui.PrevPane:
		f.form.Prev()
	case ui.Enter:
		f.form.Update(tea.KeyPressMsg{Code: tea.KeyEnter})
	case ui.Review:
		return f.write(), true
	case ui.Escape:
		return f.leave(), true
	}
	return nil, true
}

// leave closes the form, asking first when something was entered.
func (f *filesForm) leave() ui.Cmd {
	if since, _ := f.writer.Busy(); !since.IsZero() {
		return nil // half of a folder is worse than none
	}
	if !f.form.Dirty() {
		return ui.Tell(ui.Close{Dialog: f})
	}
	th := f.screen.desk.Theme
	q := ui.NewQuestion(th, widget.Spans{widget.Say(th.Title, "Leave the form?")},
		[]widget.Spans{{widget.Say(th.Text, "What was entered will be lost.")}})
	q.Yes = func() ui.Cmd { return ui.Tell(ui.Close{Dialog: f}) }
	return ui.Tell(ui.Show{Dialog: q})
}

// Want is room for every field and what may be wrong with it.
func (f *filesForm) Want(w, h int) (int, int) {
	return min(w-4, 84), min(h, len(formFields(f.target))+8)
}

// SetSize gives it its room.
func (f *filesForm) SetSize(w, h int) {
	f.w, f.h = w, h
	f.form.SetSize(max(w-4, 0), max(h-2-f.noteRows(), 0))
}

// noteRows is the line that says how claims will be called, and a blank one.
func (f *filesForm) noteRows() int {
	if f.h < 10 {
		return 0
	}
	return 2
}

// View draws it.
func (f *filesForm) View() string {
	th := f.screen.desk.Theme
	body := f.form.View()
	if f.noteRows() > 0 {
		claims := widget.Spans{widget.Say(th.Muted, "Claims: ")}
		for i, k := range exit.Kinds() {
			if i > 0 {
				claims = append(claims, widget.Say(th.Muted, ", "))
			}
			claims = append(claims, widget.Foreign(th.Text, text.New(f.parameters().Claim(k))))
		}
		body += "\n\n" + widget.Line(th, max(f.w-4, 0), claims...)
	}
	return desk.Padded(th, widget.Spans{widget.Sayf(th.Title, "Write the way out: %s", widget.Words(f.target))}, body, f.w, f.h)
}

// Title is the form's name.
func (f *filesForm) Title() string { return "Write the way out" }

// Layers are the keys in force.
func (f *filesForm) Layers() []ui.Layer { return []ui.Layer{ui.FormLayer} }

// Hints are the keys that matter here.
func (f *filesForm) Hints() []ui.Action { return []ui.Action{ui.Review, ui.NextPane, ui.Escape} }

// WhyNot is about what files have no use for.
func (f *filesForm) WhyNot(a ui.Action) widget.Words {
	since, _ := f.writer.Busy()
	switch {
	case a == ui.Stage, a == ui.Editor, a == ui.CopyMenu:
		return "this writes files and sends nothing: {form.review} writes them"
	case a == ui.Review && !since.IsZero():
		return "writing the files"
	}
	return ""
}

// Capturing says that letters are text.
func (f *filesForm) Capturing() bool { return true }

// Entry takes text.
func (f *filesForm) Entry(msg tea.Msg) ui.Cmd {
	f.form.Update(msg)
	return nil
}

// Busy is since when the files are written.
func (f *filesForm) Busy() (time.Time, string) { return f.writer.Busy() }

// Cancel does nothing: half of a folder is worse than none.
func (f *filesForm) Cancel() {}

// Unsaved is what would be lost.
func (f *filesForm) Unsaved() string {
	if f.form.Dirty() {
		return "What you entered"
	}
	return ""
}
