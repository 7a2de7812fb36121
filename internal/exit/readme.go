package exit

import (
	"cmp"
	_ "embed"
	"fmt"
	"strings"

	"authzx/internal/text"
)

// The two guides of the folder.
var (
	//go:embed guide/action.md
	actionGuide string
	//go:embed guide/engine.md
	engineGuide string
)

// readme is README.md of a folder. It holds nothing that strangers chose.
func readme(target Target, s Source, p Parameters) string {
	guide := actionGuide
	if target == TargetEngine {
		guide = engineGuide
	}
	return strings.NewReplacer(
		"{{granted}}", granted(p),
		"{{answers}}", answers(s, p),
		"{{deviations}}", deviations(s.Deviations(target, p)),
		"{{secret}}", secretGuide(p),
		"{{inert}}", inert(p),
		"{{requests}}", requests(s),
		"{{earlier}}", earlier(s),
		"{{authzx}}", cmp.Or(s.Command, "authzx"),
		"{{folder}}", cmp.Or(s.Folder, "DIR"),
		"{{from}}", from(s),
	).Replace(guide)
}

// requests says what the plan of memberships sends.
func requests(s Source) string {
	written, emptied := len(s.planned()), len(s.Emptied())
	said := text.Counted(written+emptied, "request") + " to Auth0's Management API, one per user"
	if emptied > 0 {
		said += ", the last " + fmt.Sprint(emptied) + " for users of an earlier plan who have no memberships left"
	}
	return said
}

// from says where the commands of a folder's steps run.
func from(s Source) string {
	if s.Folder == "" {
		return "DIR is this folder."
	}
	return "Run it where this folder was written from."
}

// earlier says whom the plan leaves out.
func earlier(s Source) string {
	if s.Earlier != nil {
		return "This plan was made with `--previous`: it also removes `authz` from users of the earlier plan who have no\n   memberships left."
	}
	return "**This plan doesn't know earlier ones.** If one was sent before, users who have lost their last membership since\n" +
		"   keep what it wrote, and the access it gives: write the folder again with `--previous` and the earlier folder."
}

func granted(p Parameters) string {
	if p.OnFailure != FailureEmpty {
		return ""
	}
	return "**When access can't be determined, this Action lets everyone in with empty lists.** The rule denied such\nlogins. Leave out `--on-failure empty` to deny them as before.\n\n"
}

func answers(s Source, p Parameters) string {
	var on []string
	for _, w := range s.On() {
		on = append(on, string(w))
	}
	switches := "none: tokens get nothing"
	if on != nil {
		switches = strings.Join(on, ", ")
	}
	rows := [][2]string{
		{"claims", "`" + p.Claim(Groups) + "`, `…" + string(Roles) + "`, `…" + string(Permissions) + "`, if its switch is on"},
		{"tokens", tokens(p)},
		{"switches that are on", switches},
		{"access can't be determined", map[string]string{FailureDeny: "the login is denied", FailureEmpty: "the login continues with empty lists"}[p.OnFailure]},
		{"groups sent as one string", map[string]string{
			StringSplit: "split at commas and white space, as the rule did", StringComma: "split at commas", StringWhole: "one name: don't split"}[p.StringGroups]},
	}
	if p.RequiredRoles {
		rows = append(rows, [2]string{"required_roles in an application's metadata", "users who have none of them are denied"})
	}
	var b strings.Builder
	b.WriteString("| question | answer |\n| --- | --- |\n")
	for _, row := range rows {
		fmt.Fprintf(&b, "| %s | %s |\n", row[0], row[1])
	}
	return strings.TrimRight(b.String(), "\n")
}

func tokens(p Parameters) string {
	switch {
	case p.IDToken && p.AccessToken:
		return "ID token and access token"
	case p.IDToken:
		return "ID token"
	}
	return "access token"
}

func deviations(all []Deviation) string {
	var b strings.Builder
	for _, d := range all {
		b.WriteString("- " + d.Message + "\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

func secretGuide(p Parameters) string {
	if p.Auth == AuthToken {
		return "Create a machine-to-machine application, authorize it for the API `urn:auth0-authz-api` without any scope,\n" +
			"   and add its client id and secret to the Action as the secrets `AUTHZ_CLIENT_ID` and `AUTHZ_CLIENT_SECRET`."
	}
	return "Create a key. It replaces the old one at once: the rule keeps working, since its own copy is replaced too, but\n" +
		"   anything else that uses the old key stops working. So do steps 2 to 4 in one go.\n\n" +
		"   ```sh\n   authzx api PATCH /configuration/rotate-apikey --secret-to key.txt --confirm NAME\n   ```\n\n" +
		"   NAME is the tenant's name. Add the content of `key.txt` to the Action as the secret `AUTHZ_EXT_API_KEY`, then\n   delete the file."
}

func inert(p Parameters) string {
	if p.RuleID == "" {
		return "No `--rule-id` was given: as long as the rule still runs, both set the same claims.\n" +
			"   The id, `rul_…`, is in the address of the page of the rule `auth0-authorization-extension` in the dashboard\n" +
			"   (Auth Pipeline > Rules), and in the response of `GET /api/v2/rules` of the Management API."
	}
	return "As long as the rule still runs, the Action detects it and does nothing."
}
