package exit

import (
	"encoding/json"
	"errors"
	"fmt"

	"authzx/internal/rbac"
)

// The files of a folder, as slashed paths within it.
const (
	FileReadme         = "README.md"
	FileReport         = "report.json"
	FileReportMarkdown = "report.md"
	FileCode           = "action/code.js"
	FileTest           = "action/code.test.js"
	FileCases          = "action/cases.json"
	FilePlan           = "engine/plan.json"
)

// File is one file of a folder.
type File struct {
	Path string
	Data []byte
}

// Folder is all that is written for a target.
type Folder struct {
	Report Report
	Files  []File // in the order in which to write them
}

// Make makes the folder of a target, which is Ready. Errors: *Problem where a flag
// or the source has to change, *TooLargeError.
func Make(target Target, s Source, p Parameters) (Folder, error) {
	p = p.Settled()
	if err := p.Check(); err != nil {
		return Folder{}, err
	}
	if err := s.check(target); err != nil {
		return Folder{}, err
	}
	code, err := codeOf(target, s, p)
	if err != nil {
		return Folder{}, err
	}
	f := Folder{Report: s.report(target, p)}
	cases, err := caseDocument(target, s, p)
	if err != nil {
		return Folder{}, fmt.Errorf("writing the cases: %w", err)
	}
	report, err := indented(f.Report)
	if err != nil {
		return Folder{}, fmt.Errorf("writing the report: %w", err)
	}
	f.Files = []File{
		{FileCode, []byte(code)},
		{FileTest, []byte(testHeadJS + runnerJS + testTailJS)},
		{FileCases, cases},
	}
	if target == TargetEngine {
		plan, err := membershipPlan(s)
		if err != nil {
			return Folder{}, fmt.Errorf("writing the plan: %w", err)
		}
		f.Files = append(f.Files, File{FilePlan, plan})
	}
	f.Files = append(f.Files,
		File{FileReport, report}, File{FileReportMarkdown, []byte(f.Report.markdown())}, File{FileReadme, []byte(readme(target, s, p))})
	return f, nil
}

func codeOf(target Target, s Source, p Parameters) (string, error) {
	if target == TargetEngine {
		return engineCode(s, p)
	}
	return actionCode(s, p)
}

// NeedsPlan reports whether a report's target has a plan of memberships.
func (r Report) NeedsPlan() bool { return r.Target == TargetEngine }

// ReadReport reads report.json.
func ReadReport(doc []byte) (Report, error) {
	var r Report
	if err := json.Unmarshal(doc, &r); err != nil {
		return Report{}, fmt.Errorf("%s: %w", FileReport, err)
	}
	if r.Format != reportFormat {
		return Report{}, errors.New(FileReport + " is not a report of a way out")
	}
	if !r.Target.Ready() {
		return Report{}, problem("", "the target %s can't be verified yet", string(r.Target))
	}
	return r, nil
}

// Prove prepares the proof of a folder's code against a source. plan is
// engine/plan.json; nil where the target has none.
func Prove(s Source, r Report, code, plan []byte) (*Prover, error) {
	p := r.Parameters.Settled()
	if err := p.Check(); err != nil {
		return nil, fmt.Errorf("%s: %w", FileReport, err)
	}
	if err := s.check(r.Target); err != nil {
		return nil, err
	}
	var metadata map[rbac.UserID]json.RawMessage
	if r.NeedsPlan() {
		var err error
		if metadata, err = readMemberships(plan); err != nil {
			return nil, err
		}
	}
	s.Directory = s.Directory.WithGone(s.deleted(r, metadata)...)
	return &Prover{holding{s, p}, r.Target, string(code), metadata}, nil
}

// deleted are the users of whom only the report says that they are gone: a saved tenant
// does not always know, and nothing was written for them.
func (s Source) deleted(r Report, metadata map[rbac.UserID]json.RawMessage) []rbac.UserID {
	var ids []rbac.UserID
	for _, l := range r.Losses {
		if l.Kind != LossGhostMember {
			continue
		}
		for _, id := range l.Users {
			_, known := s.Directory.User(id)
			if _, written := metadata[id]; !known && !written {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// Verified is what stands beside a proof: the report worked out anew.
func (p *Prover) Verified(proof Proof, e Equivalence) Report {
	r := p.report(p.target, p.Parameters)
	r.Proof, r.Equivalence = proof, e
	return r
}

// AsWritten reports whether the code is what would be written now.
func (p *Prover) AsWritten() bool {
	code, err := codeOf(p.target, p.Source, p.Parameters)
	return err == nil && code == p.code
}
