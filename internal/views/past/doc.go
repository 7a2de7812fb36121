// Package past shows a tenant at other times and in other places: its saved states, what
// lies between two states, and the explorer as of one of them.
package past
