// Package answers holds the questions about access: what a user has and why, who has a
// thing, two users side by side, the matrix, and a login that is simulated.
package answers
