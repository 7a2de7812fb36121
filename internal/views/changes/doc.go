// Package changes is how a tenant is altered: what is staged, its effect, the review
// before anything is sent, the sending, the runs, and undo.
package changes
