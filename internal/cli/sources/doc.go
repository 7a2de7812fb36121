// Package sources is the commands about what stands in for a tenant: sandbox and snapshot.
package sources
