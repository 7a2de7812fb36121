package rulebook

import (
	"bytes"
	"slices"
	"time"

	"github.com/BurntSushi/toml"

	"authzx/internal/rbac"
	"authzx/internal/rbac/lint"
	"authzx/internal/text"
)

// RuleBroken is what a finding offends against that comes of a book: one of its rules.
const RuleBroken lint.Rule = "broken-rule"

// Findings are the rules of a book that somebody breaks, as findings about a tenant.
func (v Verdict) Findings(d *rbac.Directory) []lint.Finding {
	var found []lint.Finding
	for _, o := range v.Outcomes {
		if o.Kind != kindRule {
			continue
		}
		for _, f := range o.Failures {
			found = append(found, lint.Finding{
				Rule: RuleBroken, Severity: lint.SeverityError, Subject: f.User.Ref(), Name: d.Name(f.User.Ref()),
				Broken: o.Name, Message: f.Says + ", against the rule " + rbac.Quoted(o.Name),
			})
		}
	}
	return found
}

// Weigh adds to the findings about a tenant those rules that somebody breaks, and leaves
// out what the books accept at a time; accepted is how many those are.
func Weigh(found []lint.Finding, verdicts []Verdict, books []Book, d *rbac.Directory, at time.Time) (left []lint.Finding, accepted int) {
	for _, v := range verdicts {
		left = append(left, v.Findings(d)...)
	}
	left = slices.DeleteFunc(append(left, found...), func(f lint.Finding) bool {
		is := slices.ContainsFunc(books, func(b Book) bool { _, ok := b.Accepts(f, at); return ok })
		if is {
			accepted++
		}
		return is
	})
	for i, f := range left {
		if day := expired(books, f); day != "" {
			left[i].Message += "; accepted until " + day
		}
	}
	return left, accepted
}

// expired is the last day until which a finding was accepted, of one that no longer is; empty
// for one that never was.
func expired(books []Book, f lint.Finding) (day string) {
	for _, b := range books {
		for _, a := range b.Accepted {
			if a.covers(f) {
				day = max(day, a.Until.Raw())
			}
		}
	}
	return day
}

// Accepted says that findings of a tenant are known and may stay, and why.
type Accepted struct {
	Finding text.Text `toml:"finding"` // the doctor's rule, such as unused-role
	Rule    text.Text `toml:"rule"`    // of a broken-rule which one, by its name; none: any
	About   text.Text `toml:"about"`   // id or name of its subject; none: of every subject
	Reason  text.Text `toml:"reason"`
	Until   text.Text `toml:"until"` // the last day it is accepted, as 2027-01-31; none: for good

	place place
	until time.Time // the first moment at which it is not; zero: never
}

// Accepts reports whether a finding is accepted at a time, and as what.
func (b Book) Accepts(f lint.Finding, at time.Time) (Accepted, bool) {
	for _, a := range b.Accepted {
		if a.covers(f) && (a.until.IsZero() || at.Before(a.until)) {
			return a, true
		}
	}
	return Accepted{}, false
}

// covers reports whether a finding is what was accepted, whatever the day.
func (a Accepted) covers(f lint.Finding) bool {
	about := a.About.IsZero() || a.About == f.Subject.ID || a.About == f.Name
	return about && a.Finding.Raw() == string(f.Rule) && (a.Rule.IsZero() || a.Rule == f.Broken)
}

func (a *Accepted) check(file string) (found Mistakes) {
	need := func(given bool, key, problem string) {
		if !given {
			found = append(found, Mistake{file, a.place.of(key), problem})
		}
	}
	need(!a.Finding.IsZero(), "finding", "[[accepted]] needs a finding: the name of a doctor rule")
	need(a.Rule.IsZero() || a.Finding.Raw() == string(RuleBroken), "rule", "rule goes with finding = \"broken-rule\": it names the [[rule]] that is broken")
	need(!a.Reason.IsZero(), "reason", "[[accepted]] needs a reason")
	if a.Until.IsZero() {
		return found
	}
	day, err := time.Parse(time.DateOnly, a.Until.Raw())
	need(err == nil, "until", "until must be a date such as 2027-01-31")
	a.until = day.AddDate(0, 0, 1)
	return found
}

// Accept is the content of a file with findings accepted as well, for a reason, until a
// day where one is given. What stands in it stays as it is.
func Accept(file string, content []byte, findings []lint.Finding, reason, until text.Text) ([]byte, error) {
	out := bytes.NewBuffer(bytes.TrimRight(content, "\n"))
	for _, f := range findings {
		one := map[string]string{"finding": string(f.Rule), "reason": reason.Raw()}
		if !f.Broken.IsZero() {
			one["rule"] = f.Broken.Raw()
		}
		if !f.Subject.ID.IsZero() {
			one["about"] = f.Subject.ID.Raw()
		}
		if !until.IsZero() {
			one["until"] = until.Raw()
		}
		if out.Len() > 0 {
			out.WriteString("\n\n")
		}
		encoder := toml.NewEncoder(out)
		encoder.Indent = ""
		if err := encoder.Encode(map[string][]map[string]string{"accepted": {one}}); err != nil {
			return nil, err
		}
		out.Truncate(len(bytes.TrimRight(out.Bytes(), "\n")))
	}
	out.WriteByte('\n')
	_, err := Parse(file, out.Bytes())
	return out.Bytes(), err
}
