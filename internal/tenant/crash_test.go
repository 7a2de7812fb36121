package tenant

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// moment is what a kill would leave behind: the server's document and the
// journal.
type moment struct {
	name    string
	doc     rbac.Document
	journal []byte
}

// eventful is a plan with what makes resuming hard: new ids that later items
// use, items of several requests, deletions.
func eventful() []rbac.Change {
	group, role, permission := rbac.GroupOf, rbac.RoleOf, rbac.PermissionOf
	d := text.New("described")
	made := rbac.GroupID{Text: rbac.NewID(1)}
	return []rbac.Change{
		rbac.CreateGroup{Ref: made, Name: text.New("New"), Description: d},
		rbac.AddMember(made, rbac.User(ann)),
		rbac.AddNested(group(board), made),
		rbac.EditMapping{Group: group(finance), Mapping: rbac.MappingOf(mapped), Ref: rbac.MappingID{Text: rbac.NewID(2)}, GroupName: text.New("Other"), Connection: text.New("corp")},
		rbac.EditPermission{Permission: permission(approve), Name: text.New("approve"), Description: d},
		rbac.RevokeRole(group(finance), role(approver)),
		rbac.DeleteRole{Role: role(approver)},
		rbac.RemoveMember(group(finance), rbac.User(ann)),
		rbac.DeleteGroup{Group: group(staff)},
	}
}

// moments applies a plan and notes what a kill at each point of it would leave.
func moments(t *testing.T, w *workshop, tenant *Tenant, changes []rbac.Change) []moment {
	t.Helper()
	var list []moment
	add := func(name string, doc rbac.Document, journal []byte) {
		list = append(list, moment{fmt.Sprintf("%d %s", len(list), name), doc, journal})
	}
	journal := func() []byte {
		files, err := filepath.Glob(filepath.Join(tenant.folder.journals(), "*.jsonl"))
		if err != nil || len(files) != 1 {
			t.Fatal(files, err)
		}
		b, err := os.ReadFile(files[0])
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	var before rbac.Document
	var known []byte
	var phase Phase
	_, err := tenant.Apply(t.Context(), w.compile(tenant, changes...), ApplyOptions{}, func(p Progress) {
		now, lines := w.stored().Document(), journal()
		if grown := len(lines) - len(known); grown > 0 && len(known) > 0 {
			add("torn behind "+string(phase), before, lines[:len(known)+grown/2])
			add("written behind "+string(phase), before, lines)
		}
		if phase == Sending {
			add("sent, not marked", now, lines)
		}
		before, known, phase = now, lines, p.Phase
	})
	if err != nil {
		t.Fatal(err)
	}
	all := journal()
	end := bytes.LastIndexByte(all[:len(all)-1], '\n') + 1
	add("all sent, the last not marked", w.stored().Document(), all[:bytes.LastIndexByte(all[:end-1], '\n')+1])
	add("all marked, without an end", w.stored().Document(), all[:end])
	add("the end is torn", w.stored().Document(), all[:len(all)-1])
	return list
}

// revive puts a moment back: the document into the server, the journal into a
// new folder.
func (m moment) revive(t *testing.T, w *workshop) *Tenant {
	t.Helper()
	w.load(w.other(), m.doc)
	tenant := w.openIn(t.TempDir())
	if err := os.MkdirAll(tenant.folder.journals(), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(tenant.folder.journalPath("00000001-x"), m.journal, 0o600); err != nil {
		t.Fatal(err)
	}
	return tenant
}

func TestAPlanThatWasKilledAtAnyPointIsResumedOrTakenBack(t *testing.T) {
	for name, test := range map[string]struct {
		doc     rbac.Document
		changes []rbac.Change
	}{
		"one by one": {small(), eventful()},
		"together":   {manyGroups(6), additions(6, 12)},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorkshop(t, test.doc)
			tenant := w.open()
			p := w.compile(tenant, test.changes...)
			list := moments(t, w, tenant, test.changes)
			for _, m := range list {
				w.t = t
				m.resumedOrTakenBack(t, w, anonymous(rbac.Index(test.doc)), anonymous(p.After))
			}
			w.t = t
		})
	}
}

func (m moment) resumedOrTakenBack(t *testing.T, w *workshop, start, want *rbac.Graph) {
	t.Run(m.name+", resumed", func(t *testing.T) {
		w.t = t
		tenant := m.revive(t, w)
		run := onlyPending(t, tenant)
		w.complete(tenant.Resume(t.Context(), run.ID, ApplyOptions{}, nil))
		if !rbac.Equal(want, anonymous(w.stored()), nil) {
			t.Errorf("want %+v\ngot %+v", want.Document(), anonymous(w.stored()).Document())
		}
		if rest, err := tenant.Pending(); len(rest) != 0 || err != nil {
			t.Errorf("still pending: %+v %v", rest, err)
		}
		undo(t, w, tenant, run.ID)
		if !rbac.Equal(start, anonymous(w.stored()), nil) {
			t.Error("undo after the resume does not bring back what was there")
		}
	})
	t.Run(m.name+", taken back", func(t *testing.T) {
		w.t = t
		tenant := m.revive(t, w)
		undo(t, w, tenant, onlyPending(t, tenant).ID)
		if !rbac.Equal(start, anonymous(w.stored()), nil) {
			t.Errorf("want %+v\ngot %+v", start.Document(), anonymous(w.stored()).Document())
		}
	})
}

func onlyPending(t *testing.T, tenant *Tenant) Run {
	t.Helper()
	runs, err := tenant.Pending()
	if err != nil || len(runs) != 1 {
		t.Fatalf("pending %+v, %v", runs, err)
	}
	return runs[0]
}

func TestAJournalCutAtAnyByteIsReadWithoutHarm(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	report := w.apply(tenant, addCid(), rbac.EditGroup{Group: rbac.GroupOf(staff), Name: text.New("Crew"), Description: text.New("d")})
	whole, err := os.ReadFile(tenant.folder.journalPath(report.Run))
	if err != nil {
		t.Fatal(err)
	}
	began := bytes.IndexByte(whole, '\n') + 1
	for cut := range whole {
		path := tenant.folder.journalPath(report.Run)
		if err := os.WriteFile(path, whole[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		runs, err := tenant.Pending()
		switch {
		case err != nil:
			t.Fatalf("cut at %d: %v", cut, err)
		case cut < began && len(runs) != 0:
			t.Fatalf("cut at %d: a run that never began is pending: %+v", cut, runs)
		case cut >= began && (len(runs) != 1 || runs[0].Damaged || runs[0].Items != 2):
			t.Fatalf("cut at %d: %+v", cut, runs)
		}
	}
}

func TestADamagedJournalNeverMakesAnythingTwice(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	report := w.apply(tenant, eventful()...)
	path := tenant.folder.journalPath(report.Run)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before := w.stored()
	lines := bytes.SplitAfter(bytes.TrimSuffix(whole, []byte("\n")), []byte("\n"))
	for broken := 1; broken < len(lines)-1; broken++ {
		damaged := append([][]byte(nil), lines...)
		damaged[broken] = []byte("{\"entry\": \x00\n")
		if err := os.WriteFile(path, append(bytes.Join(damaged, nil), '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
		if run := onlyPending(t, tenant); !run.Damaged || run.Doubtful == 0 {
			t.Fatalf("line %d: %+v", broken, run)
		}
		w.faults.Clear()
		if _, err := tenant.Resume(t.Context(), report.Run, ApplyOptions{}, nil); err != nil {
			t.Fatalf("line %d: %v", broken, err)
		}
		if sent := w.writes(); len(sent) > 0 || !rbac.Equal(before, w.stored(), nil) {
			t.Fatalf("line %d: sent %v", broken, sent)
		}
		if _, err := os.Stat(path + ".damaged"); err != nil {
			t.Fatalf("line %d: the damaged journal was not kept: %v", broken, err)
		}
	}
}

func TestAJournalWhoseBeginningIsDamagedCanOnlyBeDismissed(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	report := w.apply(tenant, addCid())
	if err := os.WriteFile(tenant.folder.journalPath(report.Run), []byte("{}\n{\"entry\":\"end\"}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	run := onlyPending(t, tenant)
	if !run.Damaged {
		t.Errorf("%+v", run)
	}
	if _, err := tenant.Resume(t.Context(), run.ID, ApplyOptions{}, nil); err == nil {
		t.Error("it was resumed")
	}
	if _, err := tenant.PlanUndo(t.Context(), run.ID); err == nil {
		t.Error("it was taken back")
	}
	if err := tenant.Dismiss(run.ID); err != nil {
		t.Fatal(err)
	}
	if rest, err := tenant.Pending(); err != nil || len(rest) > 0 {
		t.Errorf("%+v %v", rest, err)
	}
}
