//go:build unix

package command

import (
	"errors"
	"syscall"
)

// nobodyReads reports whether writing failed because the other end of the pipe is closed.
func nobodyReads(err error) bool { return errors.Is(err, syscall.EPIPE) }
