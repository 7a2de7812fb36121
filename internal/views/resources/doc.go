// Package resources holds the list and the detail of any kind, and the search for
// users on the server.
package resources
