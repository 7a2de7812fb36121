// Package apiref explores the API itself: its endpoints, requests that are filled in and
// sent, their answers, snippets, and the log of all that was sent.
package apiref
