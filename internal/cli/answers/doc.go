// Package answers is the commands that answer questions about access: access, why,
// who-can, compare, list and doctor.
package answers
