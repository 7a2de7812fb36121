package catalog

import (
	"sync"

	"authzx/internal/rbac"
)

// resources are the kinds, in the order in which their lists are offered.
var resources = sync.OnceValue(func() []*Resource {
	return []*Resource{
		userResource(), groupResource(), roleResource(), permissionResource(), applicationResource(), connectionResource(),
		mappingResource(),
	}
})

// identities are apart from the kinds, because the columns of each kind name things of
// the others.
var identities = sync.OnceValue(func() map[rbac.Kind]Identity {
	return map[rbac.Kind]Identity{
		rbac.KindUser: userIdentity(), rbac.KindGroup: groupIdentity(), rbac.KindRole: roleIdentity(),
		rbac.KindPermission: permissionIdentity(), rbac.KindApplication: applicationIdentity(),
		rbac.KindConnection: connectionIdentity(), rbac.KindMapping: mappingIdentity(),
	}
})
