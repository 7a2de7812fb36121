package api_test

import (
	"errors"
	"testing"

	"authzx/internal/api"
	"authzx/internal/endpoint"
)

func TestAReadOnlyClientSendsNothingButReadsOverTheWholeTable(t *testing.T) {
	b := newBench(t, examples(), func(o *api.Options) { o.ReadOnly = true })
	everyRoute(t, b.Client, b)
}

func TestAGuardedCopySendsNothingButReadsOverTheWholeTable(t *testing.T) {
	b := newBench(t, examples(), nil)
	guarded := b.AsReadOnly()
	everyRoute(t, guarded.For("a screen"), b)
	if b.ReadOnly() || !guarded.ReadOnly() {
		t.Error("the copy and not the client must be guarded")
	}
}

func everyRoute(t *testing.T, c *api.Client, b *bench) {
	t.Helper()
	for _, route := range endpoint.All() {
		b.server.Clear()
		_, err := c.Do(t.Context(), route.Example())
		sent := b.server.Seen()
		reads := route.Method == "GET" || route.Template == "/users/{id}/policy/{client_id}"
		switch {
		case reads && (err != nil || len(sent) != 1):
			t.Errorf("%s: %v, sent %d", route.ID, err, len(sent))
		case !reads && len(sent) != 0:
			t.Errorf("%s was sent: %s %s", route.ID, sent[0].Method, sent[0].Target)
		case !reads && (!errors.Is(err, api.ErrReadOnly) || errors.Is(err, api.ErrOutcomeUnknown)):
			t.Errorf("%s: %v", route.ID, err)
		}
	}
}

func TestACallThatCannotBeBuiltIsNotSent(t *testing.T) {
	b := newBench(t, examples(), nil)
	for name, call := range map[string]endpoint.Call{
		"no route":           {},
		"an unknown route":   endpoint.New("nothing"),
		"a missing id":       endpoint.New(endpoint.UsersRead),
		"a step in the path": endpoint.New(endpoint.UsersRead, ".."),
	} {
		_, err := b.Do(t.Context(), call)
		if e := failure(t, err); e.Kind != api.KindCall || e.Unsettled {
			t.Errorf("%s: %v", name, e)
		}
	}
	if sent := b.server.Seen(); len(sent) != 0 {
		t.Errorf("sent %v", sent)
	}
}
