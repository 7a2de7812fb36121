package plan

import (
	"fmt"
	"strings"

	"authzx/internal/endpoint"
	"authzx/internal/text"
)

// ScriptOptions say what a script needs beyond the plan.
type ScriptOptions struct {
	Tenant  text.Text
	BaseURL string // shown only
	// Curl writes a call as a curl command that takes the token from
	// $AUTHZX_TOKEN, with its values in single quotes.
	Curl func(endpoint.Call) string
}

// scriptHead stops at the first failure: curl alone would go on after a 400.
const scriptHead = `#!/bin/sh
# %s
# AUTHZX_TOKEN must hold a token for this API. The script stops at the first
# request that fails; what was sent by then stays. It does not look whether
# somebody changed the same things since it was written.
set -eu
: "${AUTHZX_TOKEN:?}"
curl() { command curl --fail-with-body --silent --show-error "$@"; }
new_id() { sed -n 's/.*"_id" *: *"\([^"]*\)".*/\1/p'; }
`

// Script is the plan as a POSIX shell script of curl commands. It is safe to
// display, and sends exactly the plan's requests.
func Script(p *Plan, o ScriptOptions) string {
	var b strings.Builder
	title := fmt.Sprintf("%s for %s", text.Counted(p.Requests(), "request"), text.Escape(o.BaseURL))
	if !o.Tenant.IsZero() {
		title = fmt.Sprintf("%s for %s, %s", text.Counted(p.Requests(), "request"), o.Tenant, text.Escape(o.BaseURL))
	}
	fmt.Fprintf(&b, scriptHead, title)
	for n, item := range p.Items {
		fmt.Fprintf(&b, "\n# %d. %s\n", n+1, item.Sentence(nil))
		if item.Note != "" {
			fmt.Fprintf(&b, "# %s\n", item.Note)
		}
		for _, s := range item.Steps {
			if s.Note != "" {
				fmt.Fprintf(&b, "# %s\n", s.Note)
			}
			b.WriteString(s.script(o.Curl) + "\n")
		}
	}
	return b.String()
}

// script is one request. Where it makes something, the id goes into a variable.
func (s Step) script(curl func(endpoint.Call) string) string {
	command := s.command(curl)
	n := number(Created(s.Changes[0]))
	if n == 0 {
		return command
	}
	if s.Call.Route.Answer.Status == 204 {
		return command + fmt.Sprintf("\n# the id of the new mapping, if a later request names it: read GET /groups and set %s", variable(n))
	}
	return fmt.Sprintf("%s=$(%s | new_id)\n: \"${%s:?no id in the answer}\"", variable(n), command, variable(n))
}

// command is the request with shell variables for ids that are not known yet.
// They are written as marks that stand nowhere else in it; the single quotes
// around a mark end before its variable and begin again behind it.
func (s Step) command(curl func(endpoint.Call) string) string {
	mark := "NEW"
	for strings.Contains(string(s.Call.Body)+strings.Join(s.Call.Path, " "), mark) {
		mark += "X"
	}
	variables := make(map[string]string)
	command := curl(placed(s.Call, func(n int) string {
		m := fmt.Sprintf("%s-%d-", mark, n)
		variables[m] = `'"$` + variable(n) + `"'`
		return m
	}))
	for m, v := range variables {
		command = strings.ReplaceAll(command, m, v)
	}
	return command
}
