package rbac

// SetConfiguration sets switches of the configuration; those not named stay. It
// leaves the graph alone.
type SetConfiguration struct {
	Values map[Switch]bool `json:"values"`
}

// Kind implements Change.
func (c SetConfiguration) Kind() string { return "set-configuration" }

// Targets implements Change: the configuration is no thing of its own.
func (c SetConfiguration) Targets() []Ref { return nil }

// Apply implements Change.
func (c SetConfiguration) Apply(g *Graph) (*Graph, error) { return applied(g, c) }

func (c SetConfiguration) apply(*draft) error {
	known := make(map[Switch]bool)
	for _, s := range Switches() {
		known[s] = true
	}
	for s := range c.Values {
		if !known[s] {
			return &InvalidError{"values", "must be switches of the configuration"}
		}
	}
	return nil
}
