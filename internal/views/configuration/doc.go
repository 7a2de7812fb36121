// Package configuration shows and alters the switches of the extension.
package configuration
