// Package desk is what every screen stands on: the tenant with its data, whether it
// may be written, and the parts that screens are laid out of: lists with a filter and
// a preview, prompts, documents.
package desk
