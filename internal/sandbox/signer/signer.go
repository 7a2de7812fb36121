// Package signer has, for tests, one key for all sandboxes of a process: making one is
// most of what a sandbox takes to start.
package signer

import (
	"crypto/rand"
	"crypto/rsa"
	"sync"
)

// Key signs tokens.
var Key = sync.OnceValue(func() *rsa.PrivateKey {
	const bits = 2048
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		panic(err)
	}
	return key
})
