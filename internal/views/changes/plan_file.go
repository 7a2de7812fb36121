package changes

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/catalog"
	"authzx/internal/endpoint"
	"authzx/internal/plan"
	"authzx/internal/private"
	"authzx/internal/rbac"
	"authzx/internal/snippet"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/desk"
)

// The forms in which a plan can be written.
const (
	asPlan   = "plan"
	asScript = "script"
)

// askFormat asks whether to write a plan or a script.
func (p *stagedPane) askFormat() ui.Cmd {
	th := p.desk.Theme
	offer := func(id, says string) desk.Choice {
		return desk.Choice{ID: text.New(id), Label: widget.Spans{widget.Say(th.Text, widget.Words(says))}, Words: []text.Text{text.New(says)}}
	}
	return ui.Tell(ui.Show{Dialog: desk.NewChooser(th, "Write which format?", []desk.Choice{
		offer(asPlan, "a plan file, for authzx apply"), offer(asScript, "a shell script of curl calls"),
	}, func(form text.Text) ui.Cmd {
		return p.askPath(form.Raw())
	})})
}

func (p *stagedPane) askPath(form string) ui.Cmd {
	name := "authzx-plan.json"
	if form == asScript {
		name = "authzx-plan.sh"
	}
	return ui.Tell(ui.Show{Dialog: desk.NewPrompt(p.desk.Theme, "Write to which file?", text.New(name), []widget.Words{
		"Only you will be able to read it. An existing file is replaced.",
	}, func(path text.Text) ui.Cmd {
		return p.writeTo(path, form)
	})})
}

// writeTo writes what is staged beside the program.
func (p *stagedPane) writeTo(to text.Text, form string) ui.Cmd {
	seen, id, base, now := p.desk.Staged.Seen, p.desk.Source.Identity(), p.desk.BaseURL(), p.desk.Now()
	if seen == nil || seen.Plan == nil {
		return nil
	}
	return p.writer.Start("writing the file", func(context.Context) (string, error) {
		path, err := private.Expand(to.Raw())
		if err != nil {
			return "", err
		}
		var content []byte
		if form == asScript {
			content = []byte(plan.Script(seen.Plan, plan.ScriptOptions{
				Tenant: catalog.FirstOf(id.Tenant, id.Profile), BaseURL: base,
				Curl: func(c endpoint.Call) string { return snippet.Curl.Write(c, snippet.Options{BaseURL: base}) },
			}))
		} else {
			file := seen.Plan.File()
			file.Tenant, file.BaseURL, file.Made = catalog.FirstOf(id.Tenant, id.Profile), base, now
			if content, err = file.Write(); err != nil {
				return "", err
			}
		}
		return path, private.WriteFile(path, content)
	})
}

// update takes the end of a write.
func (p *stagedPane) update(msg tea.Msg) (ui.Cmd, bool) {
	path, err, ok := p.writer.Take(msg)
	switch {
	case !ok:
		return nil, false
	case err != nil:
		return desk.Complain("not written: " + desk.SafeError(err)), true
	}
	return desk.Say("written to " + text.Escape(path)), true
}

// askWhatIf asks whose access to show as it would be.
func (d *Workspace) askWhatIf() ui.Cmd {
	return ui.Tell(ui.Show{Dialog: desk.NewRefPicker(d.Desk, "Whose access, with the staged changes?",
		desk.Listed(rbac.KindUser), text.Text{},
		func(id text.Text, _ rbac.Ref) ui.Cmd {
			return ui.Tell(ui.Open{Route: desk.AccessAfter(rbac.UserID{Text: id}, rbac.Ref{})})
		})})
}
