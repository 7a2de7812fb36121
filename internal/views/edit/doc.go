// Package edit makes changes: forms for things, pickers for what they are tied to.
package edit
