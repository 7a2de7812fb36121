// Package command is what every command stands on: the world of a run, the flags that
// all share, what is said to a person and with which code a run ends. Data goes to
// standard output, everything else to standard error.
package command
