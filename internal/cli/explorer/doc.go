// Package explorer opens the explorer on a terminal, on the tenant of a profile, a saved
// document or a sample: the terminal, the clipboard, the editor and the profiles as the
// explorer needs them.
package explorer
