// Package setup is the commands about the configuration and the program itself: config,
// secret, info and version.
package setup
