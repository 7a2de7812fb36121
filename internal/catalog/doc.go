// Package catalog describes what a tenant holds: for each kind of resource its names,
// columns, relations and records, in one file of the kind, and the words of a path. Screens,
// text, CSV, JSON and pictures draw from it. It does no I/O and knows no widgets.
package catalog
