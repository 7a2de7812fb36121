// Package wayout is the screens about the way out after the end of Auth0 Rules: how
// the login rule stands, what each way loses and who feels it, its files and their
// proof.
package wayout
