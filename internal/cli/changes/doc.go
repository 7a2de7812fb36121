// Package changes is the commands that make plans of changes and apply them.
package changes
