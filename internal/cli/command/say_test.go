package command

import (
	"log/slog"
	"strings"
	"syscall"
	"testing"

	"authzx/internal/api"
)

func TestMessagesAreWrappedOnATerminal(t *testing.T) {
	const remark = "the tenant's list of users ends at 1,000: names and emails of further users are looked up one by one"
	for _, c := range []struct {
		terminal Terminal
		want     string
	}{
		{Terminal{Err: true, Width: 60}, "authzx: the tenant's list of users ends at 1,000: names and\n    emails of further users are looked up one by one\n"},
		{Terminal{Width: 60}, "authzx: " + remark + "\n"},
		{Terminal{Err: true}, "authzx: " + remark + "\n"},
		{Terminal{Err: true, Width: 8}, "authzx:\n    the\n    tenant's\n    list\n    of\n    users\n    ends\n    at\n    1,000:\n    names\n    and\n    emails\n    of\n    further\n    users\n    are\n    looked\n    up\n    one\n    by\n    one\n"},
	} {
		var b strings.Builder
		New(Env{Stderr: &b, Terminal: c.terminal}).Say("%s", remark)
		if b.String() != c.want {
			t.Errorf("%+v: %q, want %q", c.terminal, b.String(), c.want)
		}
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

func TestALogThatCouldNotBeWrittenIsToldOfAtTheEnd(t *testing.T) {
	var b strings.Builder
	r := New(Env{Stderr: &b})
	out := &noted{Writer: fullDisk{}}
	r.Log = &LogFile{slog.New(slog.NewTextHandler(out, nil))}
	r.Later(func() error { return out.warn(r) })
	r.Log.Exchange(api.Exchange{Method: "GET", Target: "/users"})
	r.Log.note("a remark")
	if err := r.Close(); err != nil || b.String() != "authzx: the log is incomplete: "+syscall.ENOSPC.Error()+"\n" {
		t.Errorf("%v: %q", err, b.String())
	}
}
