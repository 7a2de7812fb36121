package config

import (
	"strings"

	"authzx/internal/secret"
	"authzx/internal/text"
)

// choose settles which profile is meant, lays the environment over it, and
// adds the environment's own profile where no other is.
func (c *Config) choose(env Env, flags Flags, doc *document) Mistakes {
	place, line, key, name := c.wanted(env, flags, doc)
	connects := env.connects()
	if at := c.index(name); at >= 0 {
		c.selected = c.profiles[at].Name
		return c.profiles[at].overlay(env)
	}
	if connects && (name == "" || name == EnvironmentProfile) {
		own := newProfile(EnvironmentProfile, env)
		own.origin = origin{place: text.New(placeEnvironment)}
		c.profiles = append(c.profiles, own)
		c.selected = own.Name
		return c.profiles[len(c.profiles)-1].overlay(env)
	}
	switch {
	case name == "" && len(c.profiles) == 0:
	case name == "":
		c.suspects = Mistakes{{
			Place: text.New(c.Paths.File), Key: text.New("default_profile"), Problem: "is missing, with several profiles",
			Allowed: c.names() + "; or --profile, or " + varProfile + " in the environment",
		}}
	default:
		c.suspects = Mistakes{c.unknownProfile(place, line, key, text.New(name))}
	}
	return nil
}

// wanted is the name that is asked for, and who asks.
func (c *Config) wanted(env Env, flags Flags, doc *document) (place string, line int, key, name string) {
	switch {
	case flags.Profile != "":
		return placeFlags, 0, "--profile", flags.Profile
	case env.value(varProfile) != "":
		return placeEnvironment, 0, varProfile, env.value(varProfile)
	case doc != nil && !doc.defaultProfile.IsZero():
		return c.Paths.File, doc.layout.Line("default_profile"), "default_profile", doc.defaultProfile.Raw()
	case len(c.profiles) == 1:
		return c.Paths.File, 0, "", c.profiles[0].Name.Raw()
	}
	return c.Paths.File, 0, "", ""
}

func (c *Config) index(name string) int {
	for i, p := range c.profiles {
		if p.Name.Raw() == name {
			return i
		}
	}
	return -1
}

func (c *Config) names() string {
	names := make([]string, len(c.profiles))
	for i, p := range c.profiles {
		names[i] = p.Name.String()
	}
	if len(names) == 0 {
		return "none, as there is no profile in " + text.Escape(c.Paths.File)
	}
	return strings.Join(names, ", ")
}

func (c *Config) unknownProfile(place string, line int, key string, name text.Text) Mistake {
	return Mistake{
		Place: text.New(place), Line: line, Key: text.New(key),
		Problem: "there is no profile " + quoted(name.Raw()), Allowed: c.names(),
	}
}

// connects reports whether the environment says anything about a connection.
func (e Env) connects() bool {
	for _, name := range []string{varBaseURL, varTokenURL, varClientID, varClientSecret, varToken} {
		if e.value(name) != "" {
			return true
		}
	}
	return false
}

// overlay lets the environment win over what the profile says.
func (p *Profile) overlay(env Env) Mistakes {
	var found Mistakes
	fault := func(name, problem string) {
		found = append(found, Mistake{
			Place: text.New(placeEnvironment), Key: text.New(name), Problem: problem, Allowed: allowedURL,
		})
	}
	if raw := env.value(varTokenURL); raw != "" {
		address, problem := checkTokenURL(raw)
		if problem != "" {
			fault(varTokenURL, problem)
		}
		p.TokenURLs = []string{address}
	}
	if raw := env.value(varBaseURL); raw != "" {
		address, problem := BaseURL(raw)
		if problem != "" {
			fault(varBaseURL, problem)
		}
		p.redirect(address)
	}
	if id := env.value(varClientID); id != "" {
		p.ClientID = text.New(id)
	}
	if value := env.value(varClientSecret); value != "" {
		p.credential = credential{source: SourceEnvironment, variable: varClientSecret}
	}
	p.token = secret.New(env.value(varToken))
	return found
}

// redirect points the profile at another address than its own. Its tenant's
// name would then be a lie in the frame and in confirmations, so it goes; the
// token addresses that follow from it stay.
func (p *Profile) redirect(address string) {
	if !p.Tenant.IsZero() && p.Region.Name != "" && len(p.TokenURLs) == 0 {
		p.TokenURLs = p.Region.TokenURLs(p.Tenant.Raw())
	}
	if own := p.Region; p.BaseURL == "" && own.Name != "" && own.BaseURL(p.Tenant.Raw()) == address || p.BaseURL == address {
		p.BaseURL = address
		return
	}
	p.BaseURL, p.Tenant, p.Region = address, text.Text{}, Region{}
}
