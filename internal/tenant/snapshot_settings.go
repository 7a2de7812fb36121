package tenant

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"authzx/internal/rbac"
)

// snapshotSettings are what a snapshot says of the extension itself.
type snapshotSettings struct {
	Configuration json.RawMessage `json:"configuration"`
	Rule          *snapshotRule   `json:"rule"`
	BaseURL       string          `json:"base_url"`
}

// addTo adds the settings to a directory, where there are any.
func (s snapshotSettings) addTo(d *rbac.Directory, at time.Time) (*rbac.Directory, error) {
	switches, err := savedSwitches(s.Configuration)
	if err != nil {
		return nil, err
	}
	if switches == nil && s.Rule == nil {
		return d, nil
	}
	settings := rbac.Settings{Switches: switches, StorageSize: -1}
	if s.Rule != nil {
		settings.RuleKnown, settings.RuleExists, settings.RuleEnabled = true, s.Rule.Exists, s.Rule.Enabled
	}
	return d.WithSettings(settings, rbac.Extent{At: at, Complete: true}), nil
}

// savedSwitches reads the nine switches of a snapshot, which are an object, or of an
// export, which has a list of one record. What stands beside them, the API key among
// it, is let be. Without a configuration it gives nil; an export's empty list is one
// in which nothing was ever set.
func savedSwitches(doc json.RawMessage) (map[rbac.Switch]bool, error) {
	if doc = bytes.TrimSpace(doc); len(doc) == 0 || string(doc) == "null" {
		return nil, nil
	}
	record := doc
	if doc[0] == '[' {
		var records []json.RawMessage
		if err := json.Unmarshal(doc, &records); err != nil {
			return nil, fmt.Errorf("configuration: %w", err)
		}
		if len(records) == 0 {
			return map[rbac.Switch]bool{}, nil
		}
		record = records[0]
	}
	var all map[rbac.Switch]json.RawMessage
	if json.Unmarshal(record, &all) != nil {
		return nil, errors.New("configuration: not an object")
	}
	switches := map[rbac.Switch]bool{}
	for _, w := range rbac.Switches() {
		switch value := all[w]; string(value) {
		case "true", "false":
			switches[w] = string(value) == "true"
		case "", "null":
		default:
			return nil, fmt.Errorf("configuration: %s is not a boolean", w)
		}
	}
	return switches, nil
}
