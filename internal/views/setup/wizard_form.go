package setup

import (
	"strings"

	"authzx/internal/config"
	"authzx/internal/secret"
	"authzx/internal/text"
	"authzx/internal/ui/widget"
)

// The fields of a new profile, by their keys in the configuration file where
// they have one.
const (
	fieldProfile  widget.Words = "name"
	fieldWhere    widget.Words = "where"
	fieldTenant   widget.Words = "tenant"
	fieldRegion   widget.Words = "region"
	fieldBaseURL  widget.Words = "base_url"
	fieldTokenURL widget.Words = "token_url"
	fieldClientID widget.Words = "client_id"
	fieldPlace    widget.Words = "place"
	fieldSecret   widget.Words = "client_secret"
	fieldVariable widget.Words = "client_secret_env"
	fieldCommand  widget.Words = "client_secret_command"
	fieldProd     widget.Words = "production"
)

// The two ways to say where a tenant is.
const (
	whereRegion  = "region"
	whereAddress = "address"
)

// empty reports whether nothing of a draft was entered.
func (d Draft) empty() bool {
	for _, t := range []text.Text{d.Name, d.Tenant, d.BaseURL, d.TokenURL, d.ClientID, d.Variable, d.Command} {
		if !t.IsZero() {
			return false
		}
	}
	return d.Secret.IsZero() && !d.Production
}

// compose makes the form that fits what is kept of the draft.
func (s *wizard) compose(byAddress bool, focus widget.Words) {
	d := s.kept
	line := func(name, label, hint widget.Words, value text.Text) widget.Field {
		return widget.Field{Name: name, Label: label, Hint: hint, Value: value}
	}
	where := whereRegion
	if byAddress {
		where = whereAddress
	}
	fields := []widget.Field{
		line(fieldProfile, "Profile", "any name, such as dev", d.Name),
		choiceField(fieldWhere, "Endpoint", where, whereRegion, "tenant and region", whereAddress, "custom URLs"),
	}
	if byAddress {
		fields = append(fields,
			line(fieldBaseURL, "API", "https://…/api of the extension", d.BaseURL),
			line(fieldTokenURL, "Tokens", "https://…/oauth/token of the tenant", d.TokenURL))
	} else {
		fields = append(fields,
			line(fieldTenant, "Tenant", "the first part of acme.eu.auth0.com", d.Tenant), s.regionField(d.Region))
	}
	fields = append(fields, line(fieldClientID, "Client id", "of a machine-to-machine application", d.ClientID),
		choiceField(fieldPlace, "Secret in", string(d.Place), string(PlaceKeyring), "keyring",
			string(PlaceFile), "the file, readable only by you", string(PlaceVariable), "environment variable",
			string(PlaceCommand), "a command that prints it"))
	switch d.Place {
	case PlaceVariable:
		variable := line(fieldVariable, "Variable", "its name, such as ACME_SECRET", d.Variable)
		variable.Clear = func(t text.Text) bool { return t.IsZero() || config.MayBeVariable(t.Raw()) }
		fields = append(fields, variable)
	case PlaceCommand:
		fields = append(fields, line(fieldCommand, "Command", "such as pass show auth0/acme", d.Command))
	default:
		fields = append(fields, widget.Field{
			Name: fieldSecret, Label: "Client secret", Kind: widget.SecretField, Hint: "typed or pasted, never shown",
			Value: text.New(d.Secret.Reveal()),
		})
	}
	fields = append(fields, widget.Field{Name: fieldProd, Label: "Production", Kind: widget.ToggleField, On: d.Production})
	s.form = widget.NewForm(s.o.Theme, fields...).Bare()
	s.form.Focus(focus)
	s.arrange()
}

// choiceField offers pairs of a value and its words.
func choiceField(name, label widget.Words, value string, pairs ...string) widget.Field {
	f := widget.Field{Name: name, Label: label, Kind: widget.ChoiceField, Value: text.New(value)}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Options = append(f.Options, widget.Option{Value: text.New(pairs[i]), Label: text.New(pairs[i+1])})
	}
	return f
}

func (s *wizard) regionField(value text.Text) widget.Field {
	var pairs []string
	for _, r := range config.Regions() {
		pairs = append(pairs, r.Name, r.Name+": "+r.Title)
	}
	return choiceField(fieldRegion, "Region", value.Raw(), pairs...)
}

func (s *wizard) byAddress() bool { return s.form.Text(fieldWhere).Raw() == whereAddress }

// draft is what was entered; what the form does not ask for at the moment stays.
func (s *wizard) draft() Draft {
	d := s.kept
	take := func(name widget.Words) text.Text {
		return text.New(strings.TrimSpace(s.form.Text(name).Raw()))
	}
	d.Name, d.ClientID, d.Production = take(fieldProfile), take(fieldClientID), s.form.On(fieldProd)
	d.Place = Place(s.form.Text(fieldPlace).Raw())
	switch {
	case s.form.Has(fieldVariable):
		d.Variable = take(fieldVariable)
	case s.form.Has(fieldCommand):
		d.Command = take(fieldCommand)
	default:
		d.Secret = secret.New(strings.TrimSpace(s.form.Secret(fieldSecret).Reveal()))
	}
	if s.form.Has(fieldBaseURL) {
		d.BaseURL, d.TokenURL = take(fieldBaseURL), take(fieldTokenURL)
	} else {
		d.Tenant, d.Region = take(fieldTenant), s.form.Text(fieldRegion)
	}
	return d
}

// submitted is the draft without the parts that were entered and then given up.
func (s *wizard) submitted() Draft {
	d := s.draft()
	if s.byAddress() {
		d.Tenant, d.Region = text.Text{}, text.Text{}
	} else {
		d.BaseURL, d.TokenURL = text.Text{}, text.Text{}
	}
	if d.Place == PlaceVariable || d.Place == PlaceCommand {
		d.Secret = secret.Secret{}
	}
	if d.Place != PlaceVariable {
		d.Variable = text.Text{}
	}
	if d.Place != PlaceCommand {
		d.Command = text.Text{}
	}
	return d
}
