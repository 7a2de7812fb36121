package sandbox

import (
	"net/http"
	"slices"
)

// listApplications lists the applications that people sign in to, by name.
func (h applicationRoutes) listApplications(*request) (*answer, error) {
	d, err := h.tenant.ask()
	if err != nil {
		return nil, err
	}
	shown := selected(d.clients, func(c *object) bool {
		kind, _ := c.text("app_type")
		return c.get("global") != true && slices.Contains([]string{"spa", "native", "regular_web"}, kind)
	})
	return jsonAnswer(mapped(byName(shown), func(c *object) *object {
		return c.picked("app_type", "callbacks", "client_id", "name")
	})), nil
}

func (h applicationRoutes) readApplication(r *request) (*answer, error) {
	d, err := h.tenant.ask()
	if err != nil {
		return nil, err
	}
	for _, c := range d.clients {
		if c.get("client_id") == r.id() {
			return jsonAnswer(c), nil
		}
	}
	return nil, plainFault(http.StatusNotFound, "The client does not exist")
}

func (h applicationRoutes) listConnections(*request) (*answer, error) {
	d, err := h.tenant.ask()
	if err != nil {
		return nil, err
	}
	return jsonAnswer(mapped(byName(d.connections), func(c *object) *object {
		return c.picked("id", "name", "strategy")
	})), nil
}
