package api

import "syscall"

// What Windows calls the failures of a connection. Its numbers mean nothing to other
// systems, and the names that syscall has for them on Windows are never returned.
const (
	wsaNetUnreachable  syscall.Errno = 10051
	wsaConnAborted     syscall.Errno = 10053
	wsaConnReset       syscall.Errno = 10054
	wsaConnRefused     syscall.Errno = 10061
	wsaHostUnreachable syscall.Errno = 10065
)
