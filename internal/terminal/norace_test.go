//go:build unix && !race

package terminal

const race = false
