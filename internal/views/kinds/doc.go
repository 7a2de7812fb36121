// Package kinds shows what the catalog describes: how much room a column takes, how an
// overview and the ways to a thing are drawn, and how one thing is read whole.
package kinds
