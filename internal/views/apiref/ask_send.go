package apiref

import (
	"encoding/json"
	"strings"

	"authzx/internal/endpoint"
	"authzx/internal/rbac"
	"authzx/internal/text"
	"authzx/internal/ui"
	"authzx/internal/ui/widget"
	"authzx/internal/views/changes"
	"authzx/internal/views/desk"
)

// askSend asks before a call that writes is sent as it stands; yes then sends it.
// Warnings are shown with the question.
func askSend(d *changes.Workspace, call endpoint.Call, yes func() ui.Cmd, warnings ...widget.Spans) ui.Cmd {
	return ui.Tell(ui.Show{Dialog: NewSending(d, call, yes, warnings)})
}

// guardBody is how many lines of a body a question shows, which scrolls.
const guardBody = 500

// headLines say what is sent and where to: the things of its path by name, too.
func headLines(d *changes.Workspace, call endpoint.Call) []widget.Spans {
	th := d.Theme
	var first widget.Spans
	if d.Source.Identity().Production {
		first = widget.Spans{widget.Say(th.Prod, " PROD "), widget.Say(th.Text, " ")}
	}
	first = append(first, widget.Sayf(th.Strong, "%s ", call.Method()), widget.Foreign(th.Text, text.New(call.Target())))
	to := widget.Spans{widget.Say(th.Muted, "to "), widget.Foreign(th.Strong, d.TenantName())}
	for i, p := range call.Route.Path {
		ref, ok := d.Data.Resolve(p.Ref, text.New(call.Path[i]))
		if name := d.Data.Name(ref); ok && name != ref.ID {
			to = append(to, widget.Say(th.Muted, " "+th.Glyphs.Dot+" "+widget.Words(p.Ref)+" "),
				widget.Foreign(desk.KindStyle(th, ref.Kind), name))
		}
	}
	return []widget.Spans{first, to}
}

// callFaultLines say what the server would refuse.
func callFaultLines(d *changes.Workspace, call endpoint.Call) []widget.Spans {
	faults := call.Faults()
	if len(faults) == 0 {
		return nil
	}
	th := d.Theme
	lines := []widget.Spans{{
		widget.Say(th.Bad, th.Glyphs.Cross+" The server would reject this: "), widget.Foreign(th.Text, text.New(faultWords(faults[0]))),
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
func movingLine(d *changes.Workspace, call endpoint.Call) widget.Spans {
	if call.Route.ID != endpoint.RolesUpdate || len(call.Faults()) > 0 {
		return nil
	}
	var body struct {
		Application text.Text `json:"applicationId"`
	}
	role, ok := d.Data.Graph.Role(rbac.RoleID{Text: text.New(call.Path[0])})
	if !ok || json.Unmarshal(call.Body, &body) != nil || body.Application == role.Application.Text {
		return nil
	}
	th := d.Theme
	return widget.Spans{
		widget.Say(th.Bad, th.Glyphs.Cross+" The server would answer 500: "),
		widget.Say(th.Text, "a role can't change its application, "), widget.Foreign(th.Application, d.Data.Name(role.Application.Ref())),
	}
}

// sentLines are the beginning of the body.
func sentLines(d *changes.Workspace, call endpoint.Call) []widget.Spans {
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
