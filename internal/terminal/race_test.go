//go:build race

package terminal

const race = true
