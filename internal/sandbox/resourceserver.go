package sandbox

import (
	"net/http"
	"sync"
	"time"

	"authzx/internal/endpoint"
)

// day is how long tokens live unless the tenant says otherwise.
const day = 24 * time.Hour

// apiAccess is the resource server at the tenant that makes this API callable.
type apiAccess struct {
	mu   sync.Mutex
	on   bool
	life time.Duration
}

func (a *apiAccess) begin(on bool) { a.on, a.life = on, day }

func (a *apiAccess) isOn() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.on
}

func (a *apiAccess) lifetime() time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.life
}

// set switches on or off and reports how it was before.
func (a *apiAccess) set(on bool, life time.Duration) (before bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	before, a.on, a.life = a.on, on, life
	return before
}

func (h settingRoutes) readAPIAccess(*request) (*answer, error) {
	// A tenant that refuses to answer counts as one without the resource server.
	if h.tenant.request(1) != nil || !h.access.isOn() {
		return jsonAnswer(fields("apiAccess", false)), nil
	}
	return jsonAnswer(fields("apiAccess", true, "token_lifetime", h.access.lifetime().Seconds())), nil
}

func (h settingRoutes) createAPIAccess(*request) (*answer, error) {
	if h.access.isOn() {
		return nil, &fault{status: http.StatusConflict, name: "Error", message: "Conflict"}
	}
	h.access.set(true, day)
	id, err := h.randomHex(12)
	if err != nil {
		return nil, err
	}
	scopes := &array{}
	for _, scope := range endpoint.ScopeNames(endpoint.Scopes()) {
		scopes.items = append(scopes.items, fields("value", scope))
	}
	return jsonAnswer(fields(
		"id", id, "identifier", audience, "is_system", false,
		"name", "auth0-authorization-extension-api", "scopes", scopes,
		"signing_alg", "RS256", "token_lifetime", day.Seconds(),
	)), nil
}

func (h settingRoutes) updateAPIAccess(r *request) (*answer, error) {
	if r.body().get("apiAccess") == false {
		return h.deleteAPIAccess(r)
	}
	life := day
	if seconds, ok := r.body().get("token_lifetime").(float64); ok && seconds != 0 {
		const longest = float64(10 * 365 * 24 * 60 * 60)
		life = time.Duration(min(max(seconds, 0), longest)) * time.Second
	}
	h.access.set(true, life)
	return done(), nil
}

func (h settingRoutes) deleteAPIAccess(*request) (*answer, error) {
	if !h.access.set(false, day) {
		return nil, errAPIOff
	}
	return done(), nil
}
