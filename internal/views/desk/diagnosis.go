package desk

import (
	"context"
	"strconv"
	"strings"
	"time"

	"authzx/internal/catalog"
	"authzx/internal/exit"
	"authzx/internal/rbac"
	"authzx/internal/rbac/lint"
	"authzx/internal/rulebook"
	"authzx/internal/text"
)

// kindFinding is the kind of a row that is a finding.
const kindFinding rbac.Kind = "finding"

// Diagnosis is what a look over the tenant found. It never changes.
type Diagnosis struct {
	Data     *Data // that was looked over
	findings []lint.Finding
	Rows     []Row
	at       map[rbac.Ref]int // row -> finding
	Count    map[lint.Severity]int
	Badges   map[rbac.Ref]catalog.Badge
	Accepted int               // how many findings the file of rules accepts, which are left out
	Fault    error             // of the file of rules: it was not looked at
	altered  map[rbac.Ref]bool // since the tenant was read before
	changed  map[rbac.Kind]int // how many of each kind
	Unknown  []rbac.UserID     // users whom groups and roles list, and nobody has looked up
}

// Diagnose looks the tenant over, by a file of rules too where there is one: with many
// users that takes a moment.
func Diagnose(ctx context.Context, d *Data, people *People, rules string, now time.Time) *Diagnosis {
	bare := *d
	bare.Diagnosis = nil // else each would keep all those before it
	x := &Diagnosis{
		Data: &bare, findings: exit.Diagnose(d.Graph, d.Directory),
		at: map[rbac.Ref]int{}, Count: map[lint.Severity]int{},
	}
	if rules != "" {
		x.weigh(ctx, people, rules, now)
	}
	for i, f := range x.findings {
		ref := findingRef(f)
		for again := 2; ; again++ {
			if _, taken := x.at[ref]; !taken {
				break
			}
			ref.ID = text.New(findingRef(f).ID.Raw() + "\x00" + strconv.Itoa(again))
		}
		x.at[ref] = i
		x.Rows = append(x.Rows, Row{Ref: ref})
		x.Count[f.Severity]++
	}
	for _, id := range d.Graph.Users() {
		if _, known := d.Directory.User(id); !known {
			x.Unknown = append(x.Unknown, id)
		}
	}
	x.Badges = badgesOf(d, x.findings)
	return x
}

// weigh takes the rules and accepted findings of a file along.
func (x *Diagnosis) weigh(ctx context.Context, people *People, file string, now time.Time) {
	j, err := people.Judge(ctx, x.Data, file)
	if err != nil {
		x.Fault = err
		return
	}
	x.findings, x.Accepted = rulebook.Weigh(x.findings, []rulebook.Verdict{j.Verdict}, []rulebook.Book{j.Book}, x.Data.Directory, now)
}

// compare notes what is not as it was before.
func (x *Diagnosis) compare(before *rbac.Graph) {
	x.altered, x.changed = rbac.Altered(before, x.Data.Graph), map[rbac.Kind]int{}
	for ref := range x.altered {
		x.changed[ref.Kind]++
	}
}

// findingRef keeps a finding apart from others, and stays the same as long as
// the matter does. It begins with the id of the subject. The filter looks
// through it too, and so finds the kind.
func findingRef(f lint.Finding) rbac.Ref {
	parts := []string{f.Subject.ID.Raw(), string(f.Rule), string(f.Subject.Kind), f.Message}
	return rbac.Ref{Kind: kindFinding, ID: text.New(strings.Join(parts, "\x00"))}
}

// Finding is what a row stands for.
func (x *Diagnosis) Finding(r rbac.Ref) (lint.Finding, bool) {
	i, ok := x.at[r]
	if !ok {
		return lint.Finding{}, false
	}
	return x.findings[i], true
}
