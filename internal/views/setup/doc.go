// Package setup makes profiles and switches between them, from the first run on.
package setup
