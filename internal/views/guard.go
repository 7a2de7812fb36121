package views

import (
	"encoding/json"
	"strings"

	tea "charm.land/bubbletea/v2"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
)

// guarded asks before a call that writes is sent as it stands; yes is what then
// sends it. Where nothing may be written it offers to unlock instead, and again
// is what asks once more after that. Warnings are shown with the question.
func (d *Desk) guarded(call endpoint.Call, yes, again tea.Msg, warnings ...widget.Spans) tea.Cmd {
	if d.lock.refusal() != "" {
		return d.lock.offer(again)
	}
	return ui.Tell(ui.Show{Dialog: newSending(d, call, yes, warnings)})
}

// guardBody is how many lines of a body a question shows, which scrolls.
const guardBody = 500

// tenantName is what is typed to confirm what is grave.
func (d *Desk) tenantName() text.Text {
	id := d.Source.Identity()
	return firstOf(id.Tenant, id.Profile)
}

// headLines say what is sent and where to: the things of its path by name, too.
func (d *Desk) headLines(call endpoint.Call) []widget.Spans {
	th := d.Theme
	var first widget.Spans
	if d.Source.Identity().Production {
		first = widget.Spans{widget.Say(th.Prod, " PROD "), widget.Say(th.Text, " ")}
	}
	first = append(first, widget.Sayf(th.Strong, "%s ", call.Method()), widget.Foreign(th.Text, text.New(call.Target())))
	to := widget.Spans{widget.Say(th.Muted, "to "), widget.Foreign(th.Strong, d.tenantName())}
	for i, p := range call.Route.Path {
		ref, ok := d.data.resolve(p.Ref, text.New(call.Path[i]))
		if name := d.data.name(ref); ok && name != ref.ID {
			to = append(to, widget.Say(th.Muted, " "+th.Glyphs.Dot+" "+widget.Words(p.Ref)+" "),
				widget.Foreign(kindStyle(th, ref.Kind), name))
		}
	}
	return []widget.Spans{first, to}
}

// faultLines say what the server would refuse.
func (d *Desk) faultLines(call endpoint.Call) []widget.Spans {
	faults := call.Faults()
	if len(faults) == 0 {
		return nil
	}
	th := d.Theme
	lines := []widget.Spans{{
		widget.Say(th.Bad, th.Glyphs.Cross+" The server would refuse it: "), widget.Foreign(th.Text, text.New(faultWords(faults[0]))),
	}}
	for i, fault := range faults[1:] {
		if i == guardFaults {
			return append(lines, widget.Spans{widget.Sayf(th.Muted, "  and %d more", len(faults)-1-i)})
		}
		lines = append(lines, widget.Spans{widget.Say(th.Muted, "  "), widget.Foreign(th.Text, text.New(faultWords(fault)))})
	}
	return lines
}

// guardFaults is how many faults a question names beside the first.
const guardFaults = 20

// faultWords is a fault as a person says it: a body as a whole is called that. It may
// hold foreign text.
func faultWords(f endpoint.Fault) string {
	if f.Path == "" && f.Source == "payload" {
		return "the body " + f.Message
	}
	return f.String()
}

// movingLine says that a role would get another application, which the server
// never does; nil for any other call.
func (d *Desk) movingLine(call endpoint.Call) widget.Spans {
	if call.Route.ID != endpoint.RolesUpdate || len(call.Faults()) > 0 {
		return nil
	}
	var body struct {
		Application text.Text `json:"applicationId"`
	}
	role, ok := d.data.Graph.Role(rbac.RoleID{Text: text.New(call.Path[0])})
	if !ok || json.Unmarshal(call.Body, &body) != nil || body.Application == role.Application.Text {
		return nil
	}
	th := d.Theme
	return widget.Spans{
		widget.Say(th.Bad, th.Glyphs.Cross+" The answer would be a bare 500: "),
		widget.Say(th.Text, "a role stays with its application, which is "), widget.Foreign(th.Application, d.data.name(role.Application.Ref())),
	}
}

// bodyLines are the beginning of the body.
func (d *Desk) bodyLines(call endpoint.Call) []widget.Spans {
	if call.Body == nil {
		return nil
	}
	th := d.Theme
	lines := []widget.Spans{nil}
	body := strings.Split(string(call.MaskBody()), "\n")
	for i, l := range body {
		if i == guardBody {
			return append(lines, widget.Spans{widget.Sayf(th.Muted, "  and %d more lines", len(body)-i)})
		}
		lines = append(lines, widget.Spans{widget.Say(th.Muted, "  "), widget.Whole(th.Text, text.New(l))})
	}
	return lines
}

// atStake is what must be typed before much is done: the name of the one thing
// that is altered, else that of the tenant.
func (d *Desk) atStake(changes []rbac.Change) text.Text {
	var one rbac.Ref
	for _, c := range changes {
		targets := c.Targets()
		switch {
		case len(targets) == 0 || !one.ID.IsZero() && targets[0] != one || rbac.IsNew(targets[0].ID):
			return d.tenantName()
		}
		one = targets[0]
	}
	return d.data.name(one)
}
