// Package output writes answers: JSON, CSV and aligned text, and the words for people,
// applications and paths in them. A directory gives names and may be nil; what it
// doesn't know is shown by id.
package output
