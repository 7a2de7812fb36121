package sandbox

import (
	"net/http"
	"sync/atomic"
)

// configurationID is the id of the one configuration that the server writes.
const configurationID = "v1"

// ruleState is whether the login rule has been published at the tenant.
type ruleState struct{ published atomic.Bool }

func (s *ruleState) publish(yes bool) { s.published.Store(yes) }

func (h settingRoutes) readConfiguration(*request) (*answer, error) {
	records := h.store.document().all(configurationKey)
	if len(records) == 0 {
		return &answer{status: http.StatusNoContent}, nil
	}
	return jsonAnswer(records[0]), nil
}

// updateConfiguration publishes the login rule, for which there must be an API
// key, and then stores the switches.
func (h settingRoutes) updateConfiguration(r *request) (*answer, error) {
	if err := h.tenant.request(attempts); err != nil {
		return nil, err
	}
	if _, ok := storedKey(h.store.document()); !ok {
		if _, err := h.newKey(); err != nil {
			return nil, err
		}
	}
	h.rule.publish(true)
	updated, err := h.store.upsert(configurationKey, configurationID, r.body())
	if err != nil {
		return nil, err
	}
	return jsonAnswer(updated), nil
}

func (h settingRoutes) readStatus(*request) (*answer, error) {
	if err := h.tenant.request(attempts); err != nil {
		return nil, err
	}
	published := h.rule.published.Load()
	return jsonAnswer(fields(
		"rule", fields("exists", published, "enabled", published),
		"database", fields("size", float64(h.store.document().size()), "type", "default"),
	)), nil
}

func (h settingRoutes) rotateKey(*request) (*answer, error) {
	if err := h.tenant.request(attempts); err != nil {
		return nil, err
	}
	key, err := h.newKey()
	if err != nil {
		return nil, err
	}
	return jsonAnswer(fields("hash", hashKey(key))), nil
}

// newKey makes an API key and stores it.
func (h settingRoutes) newKey() (string, error) {
	const length = 32
	key, err := h.randomHex(length)
	if err != nil {
		return "", err
	}
	whole := &object{}
	if records := h.store.document().all(configurationKey); len(records) > 0 {
		whole = records[0]
	}
	_, err = h.store.upsert(configurationKey, configurationID, whole.with("apikey", key))
	return key, err
}

func (h settingRoutes) export(*request) (*answer, error) {
	d := h.store.document()
	return rawAnswer(d.appendJSON(make([]byte, 0, d.size()))), nil
}

// importDocument puts another document in the place of the stored one. An empty
// one resets the tenant as well: it is how a sandbox is made new.
func (h settingRoutes) importDocument(r *request) (*answer, error) {
	d, err := newDocument(r.payload)
	if err != nil {
		return nil, err
	}
	if err := h.store.replace(d); err != nil {
		return nil, err
	}
	if len(d.sections) == 0 {
		h.rule.publish(false)
	}
	return done(), nil
}
