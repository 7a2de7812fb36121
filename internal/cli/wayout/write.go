package wayout

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/exit"
	"authzx/internal/exit/folder"
	"authzx/internal/text"
)

// makeFlags are what a person decides about an Action.
type makeFlags struct {
	out      string
	saml     []string
	accept   []string
	previous []string
	exit.Parameters
}

func (f *makeFlags) define(cmd *cobra.Command, target exit.Target) {
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.out, "out", "", "`folder` to write; existing files are never replaced")
	flags.StringVar(&f.Namespace, "namespace", "", "`URI` prefix of claims, such as https://acme.example/; the kind follows directly")
	flags.StringVar(&f.Prefix, "prefix", "", "instead of a namespace, a `text` such as authz_")
	flags.BoolVar(&f.IDToken, "id-token", false, "claims in the ID token (default: both)")
	flags.BoolVar(&f.AccessToken, "access-token", false, "claims in the access token (default: both)")
	flags.StringVar(&f.RuleID, "rule-id", "", "`id` of the login rule: the Action does nothing while it runs")
	flags.StringVar(&f.OnFailure, "on-failure", exit.FailureDeny, "when access can't be determined: deny, or empty, which lets everyone in")
	flags.StringVar(&f.StringGroups, "string-groups", exit.StringSplit, "groups sent as one string: split at spaces and commas as the rule did, comma, or whole")
	flags.StringArrayVar(&f.saml, "saml", nil, "`kind=attribute` of SAML and WS-Fed applications; repeatable")
	flags.BoolVar(&f.RequiredRoles, "required-roles", false, "deny users without any of required_roles in the application's metadata")
	if target == exit.TargetAction {
		flags.StringVar(&f.Auth, "auth", exit.AuthKey, "how the Action authenticates: key, or token if there is not a key")
	}
	if target == exit.TargetEngine {
		flags.StringArrayVar(&f.previous, "previous", nil, "`folder` of an earlier run whose plan was sent: users who have no memberships left lose what it wrote; repeatable")
	}
	flags.BoolVar(&f.Pseudonymise, "pseudonymise", false, "leave user ids out of the test's cases")
	flags.StringArrayVar(&f.accept, "accept", nil, "accept a `kind` of loss, or all; repeatable")
}

// parameters are the flags as the package exit takes them.
func (f *makeFlags) parameters() (exit.Parameters, error) {
	p := f.Parameters
	for _, given := range f.saml {
		kind, attribute, ok := strings.Cut(given, "=")
		if !ok {
			return p, command.Usagef("--saml takes KIND=ATTRIBUTE, such as groups=http://schemas.xmlsoap.org/claims/Group")
		}
		if p.SAML == nil {
			p.SAML = map[exit.Kind]string{}
		}
		p.SAML[exit.Kind(kind)] = attribute
	}
	p = p.Settled()
	return p, told(p.Check())
}

func write(ctx context.Context, r *command.Run, target exit.Target, f makeFlags) error {
	p, err := f.parameters()
	if err == nil {
		err = told(exit.CheckAccepted(f.accept))
	}
	switch {
	case err != nil:
		return err
	case f.out == "":
		return command.Usagef("exit %s needs a folder: --out DIR", target)
	}
	plans, err := folder.Plans(f.previous)
	if err != nil {
		return told(err)
	}
	earlier, err := exit.PlannedUsers(plans)
	if err != nil {
		return told(err)
	}
	s, _, err := source(ctx, r)
	if err != nil {
		return err
	}
	s.Earlier, s.Folder = earlier, shellWord(f.out)
	made, err := exit.Make(target, s, p)
	if err == nil {
		err = folder.Write(f.out, made.Files)
	}
	if err != nil {
		return told(err)
	}
	r.Say("wrote %s into %s", text.Counted(len(made.Files), "file"), text.Escape(f.out))
	switch start := p.Namespace; {
	case start != "" && !strings.ContainsAny(start[len(start)-1:], "/:#"):
		r.Say("the namespace doesn't end in /: claims are called %s and so on", p.Claim(exit.Groups))
	case start == "" && !strings.ContainsAny(p.Prefix[len(p.Prefix)-1:], "_-./:#"):
		r.Say("the prefix doesn't end in a separator such as _: claims are called %s and so on", p.Claim(exit.Groups))
	}
	if r.Flags.Format() == output.JSON {
		err = printJSON(ctx, r, made.Report)
	} else {
		err = writtenText(r.Out(ctx), f.out, made.Report, s)
	}
	if err == nil && len(exit.Unaccepted(made.Report.Losses, f.accept)) > 0 {
		err = command.ErrNo
	}
	return err
}

func writtenText(out io.Writer, dir string, report exit.Report, s exit.Source) error {
	w := bufio.NewWriter(out)
	if report.Parameters.OnFailure == exit.FailureEmpty {
		_, _ = fmt.Fprintln(w, "When access can't be determined, this Action lets everyone in with empty lists. The rule denied such logins.")
	}
	switch {
	case len(report.Losses) == 0 && report.Unknown != "":
		_, _ = fmt.Fprintln(w, "No loss is known.")
	case len(report.Losses) == 0:
		_, _ = fmt.Fprintln(w, "Nothing is lost.")
	default:
		_, _ = fmt.Fprintln(w, "Lost:")
		lossLines(w, "  ", report.Losses, s.Directory)
	}
	if report.Unknown != "" {
		_, _ = fmt.Fprintf(w, "Unknown: %s.\n", report.Unknown)
	}
	if report.NeedsPlan() {
		emptiedText(w, s)
	}
	_, _ = fmt.Fprintf(w, "Not verified yet: run %s exit verify %s. Then follow %s.\n",
		s.Command, s.Folder, text.Escape(filepath.Join(dir, exit.FileReadme)))
	return w.Flush()
}

// emptiedText tells whose earlier memberships the plan removes, or that it knows of none.
func emptiedText(w io.Writer, s exit.Source) {
	switch n := len(s.Emptied()); {
	case s.Earlier == nil:
		_, _ = fmt.Fprintln(w, "If a plan was sent before, name its folder with --previous: without it, users who have lost their last membership\n"+
			"since keep what it wrote to app_metadata.authz, and the access it gives.")
	case n > 0:
		_, _ = fmt.Fprintf(w, "The plan also removes app_metadata.authz from %s of the earlier plan who have no memberships left.\n", text.Counted(n, "user"))
	default:
		_, _ = fmt.Fprintln(w, "Everyone in the earlier plan still has memberships.")
	}
}
