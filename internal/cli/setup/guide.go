package setup

import (
	"bufio"
	"fmt"
	"strings"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/config"
	"authzx/internal/endpoint"
	"authzx/internal/text"
)

// purpose is what somebody may want to do, and the scopes that it takes.
type purpose struct {
	name, words string
	scopes      []string
}

// purposes are the scopes of the API by what they are for, each in one of them.
func purposes() []purpose {
	look := purpose{name: "look", words: "to look at everything"}
	edit := purpose{name: "edit", words: "to change groups, roles and permissions as well"}
	administer := purpose{name: "administer", words: "to change the extension itself: switches, API key, API access"}
	for _, s := range endpoint.Scopes() {
		verb, of, _ := strings.Cut(s.Name, ":")
		p := &edit
		switch {
		case verb == "read":
			p = &look
		case of == "configuration", of == "resource-server":
			p = &administer
		}
		p.scopes = append(p.scopes, s.Name)
	}
	return []purpose{look, edit, administer}
}

// guide tells how a tenant is made ready, and where its extension is.
func guide(r *command.Run, tenant string) error {
	if r.Flags.Format() == output.JSON {
		return guideJSON(r, tenant)
	}
	w := bufio.NewWriter(r.Text())
	fmt.Fprint(w, "1. Turn on API access\n"+
		"   In the Authorization Extension: your name at the top right, API, the switch.\n\n"+
		"2. Make a client\n"+
		"   In the Auth0 dashboard: Applications, Create Application, Machine to Machine.\n\n"+
		"3. Authorize it for the API auth0-authorization-extension-api\n"+
		"   Its audience is "+config.DefaultAudience+". Tick the scopes\n")
	for _, p := range purposes() {
		fmt.Fprintf(w, "\n   %s:\n", p.words)
		for line := range strings.SplitSeq(wrapped(p.scopes), "\n") {
			fmt.Fprintf(w, "     %s\n", line)
		}
	}
	fmt.Fprintf(w, "\n4. Tell authzx, and try it\n"+
		"   authzx config init dev --tenant %[1]s --region eu --client-id CLIENT_ID\n"+
		"   authzx secret set dev\n"+
		"   authzx config check\n\n"+
		"   Without a keyring, as on most servers, client_secret_env or client_secret_command of\n"+
		"   the profile say where the secret is; client_secret keeps it in the file, mode 0600.\n\n"+
		"Where the extension of %[1]s answers, by region:\n\n", text.Escape(tenant))
	t := output.Table{Columns: []output.Column{{Title: "REGION"}, {Title: "WHERE"}, {Title: "BASE URL"}}}
	for _, region := range config.Regions() {
		t.Row(region.Name, region.Title, text.Escape(region.BaseURL(tenant)))
	}
	t.Write(w, r.Look())
	return w.Flush()
}

// wrapped are words with commas between them, in lines of a terminal's width.
func wrapped(words []string) string {
	const most = 70
	var lines []string
	line := ""
	for i, word := range words {
		if i < len(words)-1 {
			word += ","
		}
		if line != "" && len(line)+1+len(word) > most {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimPrefix(line+" "+word, " ")
	}
	return strings.Join(append(lines, line), "\n")
}

func guideJSON(r *command.Run, tenant string) error {
	return output.WriteObject(r.Env.Stdout, "config-guide", func(j *output.JSONWriter) {
		j.Key("api").Words("auth0-authorization-extension-api")
		j.Key("audience").Words(config.DefaultAudience)
		j.Key("scopes").Object(func() {
			for _, p := range purposes() {
				j.Key(p.name).LineArray(func() {
					for _, s := range p.scopes {
						j.Words(s)
					}
				})
			}
		})
		j.Key("regions").Array(func() {
			for _, region := range config.Regions() {
				j.Line(func() {
					j.Key("region").Words(region.Name)
					j.Key("where").Words(region.Title)
					j.Key("base_url").Words(region.BaseURL(tenant))
					j.Key("token_urls").LineArray(func() {
						for _, u := range region.TokenURLs(tenant) {
							j.Words(u)
						}
					})
				})
			}
		})
	})
}
