// Package doctor shows what a look over the tenant found, and fixes it.
package doctor
