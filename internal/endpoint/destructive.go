package endpoint

// Destructive reports whether a call does what can't be made good in a moment: it
// replaces everything, turns this API off, or makes a key useless that others
// hold. Who sends it should have typed the tenant's name. A body that can't be
// told to be harmless counts as destructive.
func (c Call) Destructive() bool {
	if c.Route == nil {
		return false
	}
	switch c.Route.ID {
	case ConfigurationImport, ConfigurationRotateKey, ResourceServerDelete:
		return true
	case ResourceServerUpdate:
		body, err := parseJSON(c.Body)
		if err != nil {
			return true
		}
		on, _ := body.field("apiAccess")
		return on.kind != Boolean || on.text != "true"
	}
	return false
}
