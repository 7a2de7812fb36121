package tenant

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"time"

	"authzx/internal/plan"
	"authzx/internal/private"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// AuditEntry is one line of the audit trail: one request that was made, or
// should have been.
type AuditEntry struct {
	At      time.Time `json:"at"`
	Profile text.Text `json:"profile"`
	Tenant  text.Text `json:"tenant,omitzero"`
	BaseURL string    `json:"base_url"`
	Who
	Run     string       `json:"run"`
	Undoes  string       `json:"undoes,omitempty"`
	Item    int          `json:"item"` // from 1
	What    string       `json:"what"` // a sentence, safe to draw
	Changes rbac.Changes `json:"changes"`
	Reason  text.Text    `json:"reason,omitzero"`
	Request string       `json:"request,omitempty"`
	Body    text.Text    `json:"body,omitzero"` // of a request by hand: without its secrets, and cut where it is long
	Outcome Outcome      `json:"outcome"`
	// Altered says of each field what was there before and is no longer, and what
	// is there after and was not.
	Altered []difference `json:"altered,omitempty"`
	// Foreign says the same of what somebody else changed, or what was lost.
	Foreign []difference `json:"foreign,omitempty"`
	Error   string       `json:"error,omitempty"`
}

// Who says by whom a tenant is altered: the user of the system, the host, and the
// client that the tenant knows. What isn't known is empty.
type Who struct {
	User     text.Text `json:"user,omitzero"`
	Host     text.Text `json:"host,omitzero"`
	ClientID text.Text `json:"client_id,omitzero"`
}

// audit is the audit trail, open to be added to.
type audit struct{ file *os.File }

func (f folder) openAudit() (*audit, error) {
	file, err := private.AppendOwn(f.audit())
	if err != nil {
		return nil, &JournalError{"opening the audit trail", err}
	}
	a := &audit{file}
	if err := a.endTorn(f.audit()); err != nil {
		_ = file.Close()
		return nil, &JournalError{"repairing the audit trail", err}
	}
	return a, nil
}

// endTorn ends a last line that was torn, so that the next one stands by itself.
func (a *audit) endTorn(path string) error {
	b := make([]byte, 1)
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	if _, err := f.Seek(-1, io.SeekEnd); err != nil {
		return nil // it is empty
	}
	if _, err := io.ReadFull(f, b); err != nil || b[0] == '\n' {
		return err
	}
	_, err = a.file.WriteString("\n")
	return err
}

func (a *audit) add(e AuditEntry) error {
	line, err := encodeLine(e)
	if err == nil {
		_, err = a.file.Write(line)
	}
	if err != nil {
		return &JournalError{"writing the audit trail", err}
	}
	return nil
}

// close makes the lines last.
func (a *audit) close() error {
	if err := errors.Join(a.file.Sync(), a.file.Close()); err != nil {
		return &JournalError{"writing the audit trail", err}
	}
	return nil
}

// note writes into the audit trail what became of a request.
func (r *running) note(a *attempt, result Result) {
	id := r.tenant.identity
	e := AuditEntry{
		At: r.tenant.now().UTC(), Profile: id.Profile, Tenant: id.Tenant, BaseURL: r.client.BaseURL(), Who: r.tenant.who,
		Run: r.past.ID, Undoes: r.past.Undoes, Item: a.item + 1,
		What:    r.past.plan.Items[a.item].Sentence(r.tenant.State().Directory),
		Changes: plan.RenameAll(a.changes, r.past.ids), Reason: r.past.Reason,
		Request: a.line(), Outcome: result.Outcome,
		Foreign: written(result.Differences),
	}
	if result.Outcome == Done {
		e.Altered = written(a.before.Renamed(r.past.ids).Compare(a.wanted))
	}
	if result.Err != nil {
		e.Error = result.Err.Error()
	}
	if err := r.audit.add(e); err != nil {
		r.stopped = errors.Join(r.stopped, err)
	}
}

// maxAuditLine bounds one line of the audit trail, in bytes.
const maxAuditLine = 64 << 20

// Audit are the entries of the audit trail, the oldest first. Lines that can't
// be read, such as one torn when a program was killed, are left out and counted.
func (s *records) Audit() (entries []AuditEntry, unreadable int, err error) {
	err = s.auditLines(func(line []byte) error {
		var e AuditEntry
		if json.Unmarshal(line, &e) != nil {
			unreadable++
			return nil
		}
		entries = append(entries, e)
		return nil
	})
	return entries, unreadable, err
}

// ExportAudit writes the audit trail as JSON lines, those that can't be read
// left out.
func (s *records) ExportAudit(w io.Writer) error {
	return s.auditLines(func(line []byte) error {
		if !json.Valid(line) {
			return nil
		}
		_, err := w.Write(append(line, '\n'))
		return err
	})
}

func (s *records) auditLines(each func([]byte) error) error {
	if s.folder == "" {
		return nil
	}
	file, err := os.Open(s.folder.audit())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return &JournalError{"reading the audit trail", err}
	}
	defer func() { _ = file.Close() }()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, maxAuditLine)
	for lines.Scan() {
		if err := each(lines.Bytes()); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return &JournalError{"reading the audit trail", err}
	}
	return nil
}
