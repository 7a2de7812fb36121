package endpoint

import (
	"encoding/json"
	"fmt"
	"strings"
)

// OpenAPI is the API as an OpenAPI 3.1 document in JSON, quirks in the descriptions.
func OpenAPI(version string) ([]byte, error) {
	paths := make(map[string]map[string]any)
	for _, r := range All() {
		if paths[r.Template] == nil {
			paths[r.Template] = make(map[string]any)
		}
		paths[r.Template][strings.ToLower(r.Method)] = r.operation()
	}
	document := map[string]any{
		"openapi": "3.1.0",
		"info": map[string]any{
			"title": "Auth0 Authorization Extension API", "version": version,
			"description": "The API of Auth0's Authorization Extension as its server really behaves, as described by authzx.",
		},
		"servers": []any{map[string]any{
			"url":         "https://{tenant}.{region}.webtask.io/adf6e2f2b84784b57522e3b19dfc9201/api",
			"description": "A tenant's extension; a private cloud has its own URL.",
			"variables": map[string]any{
				"tenant": map[string]any{"default": "acme", "description": "the tenant's name"},
				"region": map[string]any{"default": "us", "enum": []string{"us", "eu", "au"}},
			},
		}},
		"tags":  tags(),
		"paths": paths,
		"components": map[string]any{"securitySchemes": map[string]any{
			"token": map[string]any{"type": "oauth2", "flows": map[string]any{"clientCredentials": map[string]any{
				"tokenUrl": "https://acme.us.auth0.com/oauth/token", "scopes": scopeDocs(),
			}}},
			"apikey": map[string]any{"type": "apiKey", "in": "header", "name": "x-api-key"},
		}},
	}
	return json.MarshalIndent(document, "", "  ")
}

func tags() []any {
	var list []any
	seen := make(map[Area]bool)
	for _, r := range All() {
		if !seen[r.Area] {
			seen[r.Area] = true
			list = append(list, map[string]any{"name": string(r.Area)})
		}
	}
	return list
}

func scopeDocs() map[string]string {
	docs := make(map[string]string)
	for _, s := range Scopes() {
		docs[s.Name] = s.Doc
	}
	return docs
}

func (r *Route) operation() map[string]any {
	op := map[string]any{
		"operationId": string(r.ID), "tags": []string{string(r.Area)}, "summary": strings.TrimSuffix(r.Doc, "."),
		"description": strings.Join(append([]string{r.Doc}, r.Quirks...), "\n\n"),
		"security":    r.security(), "responses": r.responses(),
	}
	var params []any
	for _, p := range r.Path {
		params = append(params, p.openAPI("path"))
	}
	for _, p := range r.Query {
		params = append(params, p.openAPI("query"))
	}
	if params != nil {
		op["parameters"] = params
	}
	if r.Body != nil {
		op["requestBody"] = map[string]any{"required": true, "content": map[string]any{"application/json": map[string]any{"schema": r.Body.openAPI()}}}
	}
	if r.Root {
		op["servers"] = []any{map[string]any{"url": "https://acme.us.webtask.io/adf6e2f2b84784b57522e3b19dfc9201", "description": "Outside /api."}}
	}
	return op
}

func (r *Route) security() []any {
	if r.Open {
		return []any{}
	}
	scopes := []string{}
	if r.Scope != "" {
		scopes = append(scopes, r.Scope)
	}
	list := []any{map[string]any{"token": scopes}}
	if r.APIKey {
		list = append(list, map[string]any{"apikey": []string{}})
	}
	return list
}

func (r *Route) responses() map[string]any {
	doc := r.Answer.Doc
	if doc == "" {
		doc = "No body."
	}
	answer := map[string]any{"description": doc}
	if r.Answer.Example != "" {
		content := map[string]any{}
		if json.Valid([]byte(r.Answer.Example)) {
			content["example"] = json.RawMessage(r.Answer.Example)
		}
		answer["content"] = map[string]any{"application/json": content}
	}
	all := map[string]any{fmt.Sprint(r.Answer.Status): answer, "default": map[string]any{"description": "An error: {statusCode, error, message}."}}
	if !r.Open {
		all["401"] = map[string]any{"description": "The token is missing, expired or invalid."}
	}
	if r.Scope != "" {
		all["403"] = map[string]any{"description": "The token lacks " + r.Scope + "."}
	}
	return all
}

func (p Param) openAPI(in string) map[string]any {
	schema := map[string]any{}
	switch p.Type {
	case Number:
		schema["type"] = "integer"
		if p.Max > 0 {
			schema["minimum"], schema["maximum"] = p.Min, p.Max
		}
	case Any, "":
	default:
		schema["type"] = string(p.Type)
		bounded(schema, "Length", p.Min, p.Max)
	}
	if p.GUID {
		schema["format"] = "uuid"
	}
	param := map[string]any{"name": p.Name, "in": in, "required": p.Required || in == "path", "schema": schema}
	if p.Doc != "" {
		param["description"] = p.Doc
	}
	return param
}

func bounded(schema map[string]any, of string, least, most int) {
	if least > 0 {
		schema["min"+of] = least
	}
	if most > 0 {
		schema["max"+of] = most
	}
}

func (s *Schema) openAPI() map[string]any {
	schema := map[string]any{}
	if s.Type != Any && s.Type != "" {
		schema["type"] = string(s.Type)
	}
	switch s.Type {
	case String:
		bounded(schema, "Length", s.Min, s.Max)
		if len(s.Enum) > 0 {
			schema["enum"] = s.Enum
		}
		if s.GUID {
			schema["format"] = "uuid"
		}
	case Number:
		if s.Integer {
			schema["type"] = "integer"
		}
	case Array:
		bounded(schema, "Items", s.Min, s.Max)
		if s.Items != nil {
			schema["items"] = s.Items.openAPI()
		}
	case Object:
		s.fields(schema)
	}
	if s.Example != "" && json.Valid([]byte(s.Example)) {
		schema["examples"] = []any{json.RawMessage(s.Example)}
	}
	if s.Secret {
		schema["writeOnly"] = true
	}
	return schema
}

func (s *Schema) fields(schema map[string]any) {
	properties, required := make(map[string]any), []string{}
	for _, f := range s.Fields {
		property := f.Schema.openAPI()
		if f.Doc != "" {
			property["description"] = f.Doc
		}
		properties[f.Name] = property
		if f.Required {
			required = append(required, f.Name)
		}
	}
	schema["properties"], schema["additionalProperties"] = properties, s.Open
	if len(required) > 0 {
		schema["required"] = required
	}
}
