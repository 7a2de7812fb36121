// Package views is the host of the explorer: it makes the screens of the packages
// below it, routes what they ask, and tells what keys do to things wherever these
// stand.
package views
