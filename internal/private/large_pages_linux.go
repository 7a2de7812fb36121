package private

import "syscall"

// inLargePages has memory come in large pages, where the system has them on request: the
// first touch of each small one takes longer than filling it.
func inLargePages(data []byte) { _ = syscall.Madvise(data, syscall.MADV_HUGEPAGE) }
