// Package session opens what the flags name, a tenant or a snapshot, reads it,
// finds people and things in it by id, name or address, and asks before it is altered.
package session
