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

func (s *Server) readConfiguration(*request) (*answer, error) {
	records := s.store.document().all(configurationKey)
	if len(records) == 0 {
		return &answer{status: http.StatusNoContent}, nil
	}
	return jsonAnswer(records[0]), nil
}

// updateConfiguration publishes the login rule, for which there must be an API
// key, and then stores the switches.
func (s *Server) updateConfiguration(r *request) (*answer, error) {
	if err := s.tenant.request(attempts); err != nil {
		return nil, err
	}
	if _, ok := storedKey(s.store.document()); !ok {
		if _, err := s.newKey(); err != nil {
			return nil, err
		}
	}
	s.rule.publish(true)
	updated, err := s.store.upsert(configurationKey, configurationID, r.body())
	if err != nil {
		return nil, err
	}
	return jsonAnswer(updated), nil
}

func (s *Server) readStatus(*request) (*answer, error) {
	if err := s.tenant.request(attempts); err != nil {
		return nil, err
	}
	published := s.rule.published.Load()
	return jsonAnswer(fields(
		"rule", fields("exists", published, "enabled", published),
		"database", fields("size", float64(s.store.document().size()), "type", "default"),
	)), nil
}

func (s *Server) rotateKey(*request) (*answer, error) {
	if err := s.tenant.request(attempts); err != nil {
		return nil, err
	}
	key, err := s.newKey()
	if err != nil {
		return nil, err
	}
	return jsonAnswer(fields("hash", hashKey(key))), nil
}

// newKey makes an API key and stores it.
func (s *Server) newKey() (string, error) {
	const length = 32
	key, err := s.randomHex(length)
	if err != nil {
		return "", err
	}
	whole := &object{}
	if records := s.store.document().all(configurationKey); len(records) > 0 {
		whole = records[0]
	}
	_, err = s.store.upsert(configurationKey, configurationID, whole.with("apikey", key))
	return key, err
}

func (s *Server) export(*request) (*answer, error) {
	d := s.store.document()
	return rawAnswer(d.appendJSON(make([]byte, 0, d.size()))), nil
}

// importDocument puts another document in the place of the stored one. An empty
// one resets the tenant as well: it is how a sandbox is made new.
func (s *Server) importDocument(r *request) (*answer, error) {
	d, err := newDocument(r.payload)
	if err != nil {
		return nil, err
	}
	if err := s.store.replace(d); err != nil {
		return nil, err
	}
	if len(d.sections) == 0 {
		s.rule.publish(false)
	}
	return done(), nil
}
