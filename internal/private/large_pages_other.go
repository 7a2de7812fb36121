//go:build !linux

package private

func inLargePages([]byte) {}
