package endpoint

import "slices"

// Doom says in a sentence why the answer will be a bare 500, however often the
// call is sent; empty where nothing is known to speak for that.
func (c Call) Doom() string {
	if c.Route == nil {
		return ""
	}
	fields := []string{"_id", "name", "description"}
	switch c.Route.ID {
	case GroupsList:
	case RolesList, PermissionsList:
		fields = append(fields, "applicationId", "applicationType")
	default:
		return ""
	}
	switch field := c.query("field"); {
	case c.query("q") == "":
		return ""
	case field == "":
		return "q without field is answered with a 500."
	case !slices.Contains(fields, field):
		return "A field that is no text of every record is answered with a 500."
	}
	return ""
}

func (c Call) query(name string) string {
	for _, q := range c.Query {
		if q.Name == name {
			return q.Value
		}
	}
	return ""
}
