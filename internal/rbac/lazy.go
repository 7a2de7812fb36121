package rbac

import "sync"

// lazy is a value made at its first use, once, by whoever comes first.
type lazy[T any] struct {
	once sync.Once
	v    T
}

func (l *lazy[T]) get(make func() T) T {
	l.once.Do(func() { l.v = make() })
	return l.v
}
