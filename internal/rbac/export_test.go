package rbac

import "math/rand/v2"

// Tenants is how many random tenants a test looks at.
const Tenants = tenants

// OddTenant is a small tenant with everything that real ones have wrong.
func OddTenant(r *rand.Rand) Document { return oddTenant(r) }

// Seeded runs a test with so many seeds.
func Seeded(n int, f func(seed uint64, r *rand.Rand)) { seeded(n, f) }
