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
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// makeFlags are what a person decides about an Action.
type makeFlags struct {
	out    string
	saml   []string
	accept []string
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
	s, _, err := source(ctx, r)
	if err != nil {
		return err
	}
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
		err = writtenText(r.Out(ctx), f.out, made.Report, s.Directory)
	}
	if err == nil && len(exit.Unaccepted(made.Report.Losses, f.accept)) > 0 {
		err = command.ErrNo
	}
	return err
}

func writtenText(out io.Writer, dir string, report exit.Report, d *rbac.Directory) error {
	w := bufio.NewWriter(out)
	if report.Parameters.OnFailure == exit.FailureEmpty {
		_, _ = fmt.Fprintln(w, "When access can't be determined, this Action lets everyone in with empty lists. The rule denied such logins.")
	}
	if len(report.Losses) == 0 {
		_, _ = fmt.Fprintln(w, "Nothing is lost.")
	} else {
		_, _ = fmt.Fprintln(w, "Lost:")
		lossLines(w, "  ", report.Losses, d)
	}
	_, _ = fmt.Fprintf(w, "Not verified yet: run authzx exit verify %s. Then follow %s.\n",
		text.Escape(dir), text.Escape(filepath.Join(dir, exit.FileReadme)))
	return w.Flush()
}
