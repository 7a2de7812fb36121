//go:build unix

package explorer

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// suspending are the signals by which a shell stops and resumes a program.
func suspending() []os.Signal { return []os.Signal{syscall.SIGTSTP, syscall.SIGCONT} }

func asksToStop(got os.Signal) bool { return got == syscall.SIGTSTP }

func stopGroup() error { return syscall.Kill(0, syscall.SIGSTOP) }

// suspendable reports whether somebody could wake the process up again: a shell
// in its session that is not in its group.
func suspendable() bool {
	session, err := unix.Getsid(0)
	if err != nil {
		return false
	}
	parent := os.Getppid()
	above, err := unix.Getsid(parent)
	if err != nil || above != session {
		return false
	}
	group, err := unix.Getpgid(parent)
	return err == nil && group != unix.Getpgrp()
}
