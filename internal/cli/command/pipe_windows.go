package command

import (
	"errors"
	"syscall"

	"golang.org/x/sys/windows"
)

// nobodyReads reports whether writing failed because the other end of the pipe is closed.
func nobodyReads(err error) bool {
	return errors.Is(err, syscall.EPIPE) || errors.Is(err, windows.ERROR_BROKEN_PIPE) || errors.Is(err, windows.ERROR_NO_DATA)
}
