package tenant

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"authzx/internal/api"
	"authzx/internal/faulty"
	"authzx/internal/rbac"
	"authzx/internal/text"
)

// later is a fault that hangs up and keeps the request, and what carries it out
// when nobody waits for it any more.
func later(t *testing.T) (fault faulty.Fault, land func()) {
	t.Helper()
	kept := make(chan func(), 1)
	fault = func(s *faulty.Server, w http.ResponseWriter, r *http.Request, next http.Handler) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		again := r.Clone(context.WithoutCancel(r.Context()))
		again.Body = io.NopCloser(bytes.NewReader(body))
		kept <- func() { next.ServeHTTP(httptest.NewRecorder(), again) }
		faulty.Reset(false)(s, w, r, next)
	}
	return fault, func() { (<-kept)() }
}

func TestAWriteThatLandsLateIsNotTakenForRefused(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	fault, land := later(t)
	w.faults.Add(faulty.Rule{Method: http.MethodPatch, Times: 1, Fault: fault})
	report, err := tenant.Apply(t.Context(), w.compile(tenant, addCid()), ApplyOptions{}, nil)
	if err != nil || !slices.Equal(outcomes(report), []Outcome{Unknown}) || report.Results[0].Note == "" {
		t.Fatalf("%+v %v", report.Results, err)
	}
	again := w.open()
	run := onlyPending(t, again)
	if run.Doubtful != 1 || !slices.Equal(run.Outcomes, []Outcome{Unknown}) {
		t.Errorf("%d items are doubtful: %v", run.Doubtful, run.Outcomes)
	}
	land()
	w.complete(again.Check(t.Context(), run.ID))
	if rest, err := again.Pending(); len(rest) > 0 || err != nil {
		t.Errorf("still pending: %+v %v", rest, err)
	}
}

func TestWhatWasTakenAwayForAWhileIsGivenBackWhenAnAnswerIsLost(t *testing.T) {
	w := newWorkshop(t, small())
	tenant := w.open()
	w.faults.Add(faulty.Rule{Method: http.MethodPut, Path: "/api/permissions/**", Times: 1, Fault: faulty.Reset(false)})
	edit := rbac.EditPermission{Permission: rbac.PermissionOf(approve), Name: text.New("approve"), Description: text.New("d")}
	p := w.compile(tenant, edit)
	report, err := tenant.Apply(t.Context(), p, ApplyOptions{}, nil)
	if err != nil || report.Results[0].Outcome != Unknown {
		t.Fatalf("%+v %v", report.Results, err)
	}
	if !rbac.Equal(rbac.Index(small()), w.stored(), nil) {
		t.Errorf("the roles were left without it: %+v", w.stored().Document().Roles)
	}
	w.complete(tenant.Resume(t.Context(), report.Run, ApplyOptions{}, nil))
	if !rbac.Equal(p.After, w.stored(), nil) {
		t.Error("resumed, the end is not the predicted one")
	}
}

// keyring is a source of tokens that gives none once it is told so.
type keyring struct {
	api.TokenSource
	refuse error
}

func (k *keyring) Token(ctx context.Context) (api.Token, error) {
	if k.refuse != nil {
		return api.Token{}, k.refuse
	}
	return k.TokenSource.Token(ctx)
}

func TestAWriteForWhichThereIsNoTokenWasNeverMade(t *testing.T) {
	for name, refusal := range map[string]*api.Error{
		"refused": {Kind: api.KindTokenForbidden, Route: api.TokenRoute, Status: http.StatusForbidden},
		"failed":  {Kind: api.KindServer, Route: api.TokenRoute, Status: http.StatusServiceUnavailable},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorkshop(t, small())
			token, err := w.open().Token(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			source := &keyring{TokenSource: api.NewStaticToken(token)}
			client, err := api.New(api.Options{BaseURL: w.faults.URL() + "/api", Tokens: source, Transport: http.DefaultTransport})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(http.DefaultClient.CloseIdleConnections)
			tenant := New(Options{Client: client, Now: time.Now, State: w.state})
			w.refresh(tenant)
			p := w.compile(tenant, twoMembers()...)
			w.faults.Clear()
			report, err := tenant.Apply(t.Context(), p, ApplyOptions{}, func(now Progress) {
				if now.Phase == Sending {
					source.refuse = refusal
				}
			})
			if err != nil || !slices.Equal(outcomes(report), []Outcome{Failed, NotTried}) || len(w.writes()) > 0 {
				t.Errorf("%+v %v, sent %v", report.Results, err, w.writes())
			}
		})
	}
}
