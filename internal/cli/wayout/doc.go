// Package wayout is the commands about the way out after the end of Auth0 Rules: what
// each way would lose, its files, and their proof.
package wayout
