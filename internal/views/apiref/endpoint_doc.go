package apiref

import (
	"fmt"
	"strings"

	"authzx/internal/endpoint"
	"authzx/internal/text"
	"authzx/internal/ui/theme"
	"authzx/internal/ui/widget"
)

// EndpointLines explain a route: what it does, what it asks for, what has
// bitten others, what it takes and gives.
func EndpointLines(r *rights, route *endpoint.Route) []widget.Spans {
	th := r.desk.Theme
	lines := []widget.Spans{
		{widget.Say(th.Text, widget.Words(route.Doc))},
		append(label(th, "scope"), r.sentence(route)...),
	}
	lines = append(lines, quirkLines(th, route)...)
	lines = append(lines, paramLines(th, "path", route.Path)...)
	lines = append(lines, paramLines(th, "query", route.Query)...)
	if route.Body != nil {
		lines = append(lines, append(label(th, "body"), widget.Say(th.Text, widget.Words(schemaWords(route.Body)))))
		lines = append(lines, fieldLines(th, route.Body, "  ")...)
		lines = append(lines, widget.Spans{widget.Say(th.Muted, "  such as "), widget.Say(th.JSONString, widget.Words(route.Body.Example))})
	}
	return append(lines, answerLines(th, route)...)
}

// quirkLines say what has bitten others.
func quirkLines(th *theme.Theme, route *endpoint.Route) []widget.Spans {
	var lines []widget.Spans
	for _, q := range route.Quirks {
		lines = append(lines, widget.Spans{widget.Say(th.Warn, th.Glyphs.Warning+" "), widget.Say(th.Text, widget.Words(q))})
	}
	return lines
}

// label begins a line of an explanation.
func label(th *theme.Theme, name widget.Words) widget.Spans {
	return widget.Spans{widget.Sayf(th.Muted, "%-8s", string(name))}
}

func answerLines(th *theme.Theme, route *endpoint.Route) []widget.Spans {
	a := route.Answer
	line := append(label(th, "returns"), widget.Sayf(th.Strong, "%d ", a.Status))
	if a.Doc == "" {
		return []widget.Spans{append(line, widget.Say(th.Text, "and nothing else"))}
	}
	lines := []widget.Spans{append(line, widget.Say(th.Text, widget.Words(a.Doc)))}
	if len(a.Secret) > 0 {
		lines = append(lines, widget.Spans{widget.Sayf(th.Muted, "        %s is always masked", strings.Join(a.Secret, ", "))})
	}
	return append(lines, widget.Spans{widget.Say(th.Muted, "  such as "), widget.Say(th.JSONString, widget.Words(a.Example))})
}

func paramLines(th *theme.Theme, where widget.Words, params []endpoint.Param) []widget.Spans {
	var lines []widget.Spans
	for i, p := range params {
		if i > 0 {
			where = ""
		}
		lines = append(lines, append(label(th, where),
			widget.Say(th.Key, widget.Words(p.Name)),
			widget.Say(th.Muted, widget.Words(" "+paramWords(p))),
			widget.Say(th.Text, widget.Words("  "+p.Doc)),
		))
	}
	return lines
}

// paramWords are the type and the limits of a parameter.
func paramWords(p endpoint.Param) string {
	words := string(p.Type)
	switch {
	case p.GUID:
		words = "GUID"
	case p.Type == endpoint.Number && p.Max > 0:
		words += fmt.Sprintf(" %d to %d", p.Min, p.Max)
	case p.Type == endpoint.String && p.Max > 0:
		words += fmt.Sprintf(", at most %d UTF-16 units", p.Max)
	}
	if p.Default != "" {
		words += ", else " + p.Default
	}
	return words
}

// schemaWords are the type and the limits of a body or a part of it.
func schemaWords(s *endpoint.Schema) string {
	switch {
	case len(s.Enum) > 0 && s.Type == endpoint.String:
		return strings.Join(s.Enum, " or ")
	case s.Type == endpoint.Array:
		return "array of " + itemWords(s)
	case s.GUID:
		return "GUID" + refWords(s.Ref)
	case s.Integer:
		return "whole number"
	case s.Type == endpoint.String:
		return "string" + refWords(s.Ref) + limitWords(s)
	}
	return string(s.Type)
}

func refWords(r endpoint.Ref) string {
	switch r {
	case endpoint.RefNone:
		return ""
	case endpoint.RefConnection:
		return ", a connection's name"
	}
	return " of a " + string(r)
}

func limitWords(s *endpoint.Schema) string {
	if s.Max == 0 {
		return ""
	}
	return fmt.Sprintf(", %d to %d UTF-16 units", s.Min, s.Max)
}

func itemWords(s *endpoint.Schema) string {
	words := schemaWords(s.Items) + "s"
	switch {
	case s.Items.Ref == endpoint.RefConnection:
		words = "names of connections"
	case s.Items.Ref != endpoint.RefNone:
		words = "ids of " + string(s.Items.Ref) + "s"
	}
	if s.Min > 0 {
		words += fmt.Sprintf(", at least %d", s.Min)
	}
	return words
}

// fieldLines list the fields of an object, or of the objects in an array.
func fieldLines(th *theme.Theme, s *endpoint.Schema, indent string) []widget.Spans {
	if s.Type == endpoint.Array {
		s = s.Items
	}
	var lines []widget.Spans
	for _, f := range s.Fields {
		words := schemaWords(f.Schema)
		if strings.Contains(f.Doc, "UTF-16") { // the limits stand there already
			words = strings.TrimSuffix(words, limitWords(f.Schema))
		}
		if f.Required {
			words += ", required"
		}
		lines = append(lines, widget.Spans{
			widget.Say(th.Muted, widget.Words(indent)),
			widget.Say(th.JSONKey, widget.Words(f.Name)),
			widget.Say(th.Muted, widget.Words(" "+words)),
			widget.Say(th.Text, widget.Words("  "+f.Doc)),
		})
		if f.Schema.Type == endpoint.Array && f.Schema.Items.Type == endpoint.Object {
			lines = append(lines, fieldLines(th, f.Schema, indent+"  ")...)
		}
	}
	return lines
}

// EndpointText is how a route is called in lists and titles.
func EndpointText(route *endpoint.Route) text.Text {
	return text.New(route.Method + " " + route.Template)
}
