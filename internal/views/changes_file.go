package views

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/plan"
	"authzx/internal/private"
	"authzx/internal/rbac"
	"authzx/internal/snippet"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// The forms in which a plan can be written.
const (
	asPlan   = "plan"
	asScript = "script"
)

// askedFile is the form that was chosen, planFile also the path.
type askedFile struct {
	screen *changesScreen
	form   text.Text
}

type planFile struct {
	screen *changesScreen
	form   text.Text
	path   text.Text
}

func (m askedFile) To() any { return m.screen }
func (m planFile) To() any  { return m.screen }

func shownCalls(steps []plan.Step) []endpoint.Call {
	calls := make([]endpoint.Call, len(steps))
	for i, s := range steps {
		calls[i] = s.Shown()
	}
	return calls
}

// askFormat asks whether to write a plan or a script.
func (p *stagedPane) askFormat() tea.Cmd {
	seen := p.desk.staged.seen
	if len(p.desk.staged.changes) == 0 || seen == nil || seen.plan == nil {
		return say("there is nothing to write: nothing is staged, or it can't be done")
	}
	th := p.desk.Theme
	offer := func(id, says string) choice {
		return choice{id: text.New(id), label: widget.Spans{widget.Say(th.Text, widget.Words(says))}, words: []text.Text{text.New(says)}}
	}
	return ui.Tell(ui.Show{Dialog: newChooser(th, "Write what?", []choice{
		offer(asPlan, "a plan file, for authzx apply"), offer(asScript, "a shell script of curl calls"),
	}, func(form text.Text) tea.Msg { return askedFile{p.screen, form} })})
}

func (p *stagedPane) askPath(m askedFile) tea.Cmd {
	name := "authzx-plan.json"
	if m.form.Raw() == asScript {
		name = "authzx-plan.sh"
	}
	return ui.Tell(ui.Show{Dialog: newPrompt(p.desk.Theme, "Into which file?", text.New(name), []widget.Words{
		"Only you will be able to read it. A file that is there is replaced.",
	}, func(path text.Text) tea.Msg { return planFile{p.screen, m.form, path} })})
}

// writeTo writes what is staged beside the program.
func (p *stagedPane) writeTo(m planFile) tea.Cmd {
	seen, id, base, now := p.desk.staged.seen, p.desk.Source.Identity(), p.desk.baseURL(), p.desk.Now()
	if seen == nil || seen.plan == nil {
		return nil
	}
	return p.writer.Start("writing the file", func(context.Context) (string, error) {
		path, err := expanded(m.path.Raw())
		if err != nil {
			return "", err
		}
		var content []byte
		if m.form.Raw() == asScript {
			content = []byte(plan.Script(seen.plan, plan.ScriptOptions{
				Tenant: firstOf(id.Tenant, id.Profile), BaseURL: base,
				Curl: func(c endpoint.Call) string { return snippet.Curl.Write(c, snippet.Options{BaseURL: base}) },
			}))
		} else {
			file := seen.plan.File()
			file.Tenant, file.BaseURL, file.Made = firstOf(id.Tenant, id.Profile), base, now
			if content, err = file.Write(); err != nil {
				return "", err
			}
		}
		return path, private.WriteFile(path, content)
	})
}

// expanded is a path as a person writes it: ~ is the home folder.
func expanded(path string) (string, error) {
	rest, ok := strings.CutPrefix(path, "~/")
	if !ok {
		return path, nil
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, rest), err
}

// update takes the end of a write.
func (p *stagedPane) update(msg tea.Msg) (tea.Cmd, bool) {
	path, err, ok := p.writer.Take(msg)
	switch {
	case !ok:
		return nil, false
	case err != nil:
		return complain("not written: " + safe(err)), true
	}
	return say("written to " + text.Escape(path)), true
}

// askWhatIf asks whose access to show as it would be.
func (d *Desk) askWhatIf() tea.Cmd {
	if _, ok := d.staged.after(); !ok {
		return say("there is nothing to foresee: nothing is staged, or it can't be done")
	}
	return ui.Tell(ui.Show{Dialog: newRefPicker(d, "Access of whom, as it would be?",
		func(data *Data) []rbac.Ref { return rowRefs(userRows(data)) }, text.Text{},
		func(id text.Text, _ rbac.Ref) tea.Msg {
			return ui.Open{Route: foreseenAccess(rbac.UserID{Text: id}, rbac.Ref{})}
		})})
}
