package tenant

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"authzx/internal/api"
	"authzx/internal/endpoint"
	"authzx/internal/text"
)

// Answer is what the tenant answered to a call made by hand, whole.
type Answer = api.Answer

// Send sends one call that alters nothing: a GET or the policy question. A call
// that writes is refused unsent, as by a read-only client. Cause says in the log
// what the request is for. The answer is there, beside an *api.Error, also when
// the server refused.
func (t *Tenant) Send(ctx context.Context, call endpoint.Call, cause string) (*Answer, error) {
	return t.client.AsReadOnly().For(cause).Do(ctx, call)
}

// SendWrite sends one call as it stands, whatever it does: nothing is read
// before it or read back after it, and it can't be undone. It stands in the
// audit trail before it is sent, and what became of it after; as for a plan,
// there is one writer at a time. Whoever calls this has asked first.
//
// Nothing is sent when the error is api.ErrReadOnly, ErrNoState, a *LockedError,
// or a *JournalError without an answer, or ErrKeyLost: RotateKey does that. Else it is
// Send's.
func (t *Tenant) SendWrite(ctx context.Context, call endpoint.Call, cause string) (*Answer, error) {
	if call.Route != nil && call.Route.ID == endpoint.ConfigurationRotateKey {
		return nil, ErrKeyLost
	}
	return t.sendWrite(ctx, call, cause)
}

func (t *Tenant) sendWrite(ctx context.Context, call endpoint.Call, cause string) (*Answer, error) {
	if err := call.Check(); err != nil {
		return t.Send(ctx, call, cause)
	}
	release, err := t.writer(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	trail, err := t.folder.openAudit()
	if err != nil {
		return nil, err
	}
	entry := t.rawEntry(call)
	if err := trail.begin(entry); err != nil {
		return nil, errors.Join(err, trail.close())
	}
	answer, err := t.client.For(cause).Do(ctx, call)
	entry.At, entry.Outcome = t.now().UTC(), outcomeOf(err)
	if err != nil {
		entry.Error = err.Error()
	}
	if fault := errors.Join(trail.add(entry), trail.close()); fault != nil {
		return answer, errors.Join(err, fault)
	}
	return answer, err
}

// rawEntry is the line of a call that is about to be sent: should nothing
// follow it, what became of the call is unknown.
func (t *Tenant) rawEntry(call endpoint.Call) AuditEntry {
	return AuditEntry{
		At: t.now().UTC(), Profile: t.identity.Profile, Tenant: t.identity.Tenant, BaseURL: t.client.BaseURL(), Who: t.who,
		What: "sent by hand, as is: " + text.Escape(call.Route.Doc), Request: call.Method() + " " + call.Target(),
		Body: keptBody(call), Item: 1, Outcome: Unknown,
	}
}

// maxAuditBody is how much of a body a line of the audit trail holds, in bytes.
const maxAuditBody = 16 << 10

func keptBody(call endpoint.Call) text.Text {
	body := call.MaskBody()
	if len(body) <= maxAuditBody {
		return text.New(string(body))
	}
	return text.New(fmt.Sprintf("%s… (%d bytes total)", strings.ToValidUTF8(string(body[:maxAuditBody]), ""), len(body)))
}

// begin writes a line that lasts before anything is sent.
func (a *audit) begin(e AuditEntry) error {
	if err := a.add(e); err != nil {
		return err
	}
	if err := a.file.Sync(); err != nil {
		return &JournalError{"writing the audit trail", err}
	}
	return nil
}

func outcomeOf(err error) Outcome {
	switch {
	case err == nil:
		return Done
	case errors.Is(err, api.ErrOutcomeUnknown):
		return Unknown
	case errors.Is(err, api.ErrReadOnly):
		return NotTried
	}
	return Failed
}
