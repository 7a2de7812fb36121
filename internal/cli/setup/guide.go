package setup

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/config"
	"authzx/internal/endpoint"
	"authzx/internal/text"
)

// guide tells how a tenant is made ready, and where its extension is.
func guide(r *command.Run, tenant string) error {
	if r.Flags.Format() == output.JSON {
		return guideJSON(r, tenant)
	}
	w := bufio.NewWriter(r.Text())
	for _, step := range config.Steps() {
		fmt.Fprintf(w, "%d. %s\n", step, step.Title())
		if where := step.Where(); where != "" {
			fmt.Fprintf(w, "   %s\n\n", where)
		}
		if step == config.StepScopes {
			writeScopes(w)
		}
	}
	fmt.Fprintf(w, "   authzx config init dev --tenant %[1]s --region eu --client-id CLIENT_ID\n"+
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

func writeScopes(w io.Writer) {
	for _, p := range endpoint.Purposes() {
		fmt.Fprintf(w, "   %s:\n", p.Words)
		for line := range strings.SplitSeq(wrapped(endpoint.ScopeNames(p.Scopes)), "\n") {
			fmt.Fprintf(w, "     %s\n", line)
		}
		fmt.Fprintln(w)
	}
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
		j.Key("api").Words(endpoint.APIName)
		j.Key("audience").Words(config.DefaultAudience)
		j.Key("scopes").Object(func() {
			for _, p := range endpoint.Purposes() {
				j.Key(p.Name).LineArray(func() {
					for _, s := range p.Scopes {
						j.Words(s.Name)
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
