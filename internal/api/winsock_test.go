package api

import (
	"net"
	"net/url"
	"os"
	"syscall"
	"testing"
)

func TestWhatWindowsSaysOfAConnectionIsUnderstood(t *testing.T) {
	for name, test := range map[string]struct {
		number syscall.Errno
		want   Kind
	}{
		"refused":            {10061, KindRefused},
		"no way to the host": {10065, KindUnreachable},
		"no way to the net":  {10051, KindUnreachable},
		"reset":              {10054, KindReset},
		"ended by this side": {10053, KindReset},
	} {
		t.Run(name, func(t *testing.T) {
			err := &url.Error{Op: "Get", URL: "https://acme.example", Err: &net.OpError{Op: "dial", Net: "tcp", Err: os.NewSyscallError("connectex", test.number)}}
			if got, _, _ := classify(err, "acme.example"); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
