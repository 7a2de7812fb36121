package desk

import (
	"context"
	"fmt"
	"os"

	"authzx/internal/private"
	"authzx/internal/rbac/lint"
	"authzx/internal/rulebook"
	"authzx/internal/text"
)

// Judged is what became of a file of tests and rules in a tenant as data has it.
type Judged struct {
	rulebook.Book
	rulebook.Verdict
}

// mostRules bounds a file of tests and rules, in bytes.
const mostRules = 16 << 20

// Judge reads a file of tests and rules, and tells which hold. Call it beside the
// program.
func (p *People) Judge(ctx context.Context, d *Data, file string) (Judged, error) {
	content, err := private.ReadAtMost(file, mostRules)
	if err != nil {
		return Judged{}, err
	}
	j := Judged{}
	if j.Book, err = rulebook.Parse(file, content); err != nil {
		return Judged{}, err
	}
	if j.Verdict, err = j.Run(d.Graph, d.Directory, p.among(ctx, d)); err != nil {
		return Judged{}, err
	}
	return j, nil
}

// AcceptFindings writes to a file of rules that findings are accepted. Whoever can read
// it still can.
func AcceptFindings(file string, findings []lint.Finding, reason, until text.Text) error {
	content, err := private.ReadAtMost(file, mostRules)
	if err != nil {
		return err
	}
	if content, err = rulebook.Accept(file, content, findings, reason, until); err != nil {
		return err
	}
	info, err := os.Stat(file)
	if err != nil {
		return fmt.Errorf("keeping what is accepted: %w", err)
	}
	if err := private.WriteFile(file, content); err != nil {
		return err
	}
	return os.Chmod(file, info.Mode().Perm())
}
