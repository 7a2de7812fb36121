package sample

// group, role, permission and mapping are the records of the stored document;
// every reference in them is an id.
type group struct {
	id, name, description  string
	members, nested, roles []string
	mappings               []mapping
}

type mapping struct {
	id, groupName, connection string
}

type role struct {
	id, name, description, application string
	permissions, users                 []string
}

type permission struct {
	id, name, description, application string
}

// document is the whole store of one Authorization Extension.
type document struct {
	groups      []group
	roles       []role
	permissions []permission
}

func (d *document) encode() []byte {
	size := 512 + 300*len(d.groups) + 330*len(d.roles) + 250*len(d.permissions)
	for i := range d.groups {
		size += 34*len(d.groups[i].members) + 39*len(d.groups[i].roles)
	}
	for i := range d.roles {
		size += 34*len(d.roles[i].users) + 39*len(d.roles[i].permissions)
	}
	e := encoder{b: make([]byte, 0, size)}
	e.open('{')
	e.key("configuration")
	e.configuration()
	e.key("groups")
	e.list(len(d.groups), func(i int) { e.group(&d.groups[i]) })
	e.key("roles")
	e.list(len(d.roles), func(i int) { e.role(&d.roles[i]) })
	e.key("permissions")
	e.list(len(d.permissions), func(i int) { e.permission(&d.permissions[i]) })
	e.close('}')
	return e.b
}

func (e *encoder) configuration() {
	on := []string{"groupsInToken", "rolesInToken", "persistGroups", "persistRoles"}
	off := []string{"permissionsInToken", "persistPermissions", "groupsPassthrough", "rolesPassthrough", "permissionsPassthrough"}
	e.list(1, func(int) {
		e.text("_id", "v1")
		for _, name := range on {
			e.flag(name, true)
		}
		for _, name := range off {
			e.flag(name, false)
		}
	})
}

// group leaves out the lists that are empty, as the store does until something
// is put in.
func (e *encoder) group(g *group) {
	e.text("_id", g.id)
	e.text("name", g.name)
	e.text("description", g.description)
	if len(g.members) > 0 {
		e.texts("members", g.members)
	}
	if len(g.nested) > 0 {
		e.texts("nested", g.nested)
	}
	if len(g.roles) > 0 {
		e.texts("roles", g.roles)
	}
	if len(g.mappings) == 0 {
		return
	}
	e.key("mappings")
	e.list(len(g.mappings), func(i int) {
		e.text("_id", g.mappings[i].id)
		e.text("groupName", g.mappings[i].groupName)
		e.text("connectionName", g.mappings[i].connection)
	})
}

func (e *encoder) role(r *role) {
	e.text("_id", r.id)
	e.text("name", r.name)
	e.text("description", r.description)
	e.text("applicationType", "client")
	e.text("applicationId", r.application)
	e.texts("permissions", r.permissions)
	if len(r.users) > 0 {
		e.texts("users", r.users)
	}
}

func (e *encoder) permission(p *permission) {
	e.text("_id", p.id)
	e.text("name", p.name)
	e.text("description", p.description)
	e.text("applicationType", "client")
	e.text("applicationId", p.application)
}
