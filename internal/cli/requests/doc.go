// Package requests is the commands about single requests: api and snippet.
package requests
