package sources

import (
	"encoding/json"
	"fmt"

	"authzx/internal/cli/command"
	"authzx/internal/sandbox/sample"
	"authzx/internal/tenant"
)

// demoBase is where the extension of the sample company would be.
const demoBase = "https://demo.eu.webtask.io/adf6e2f2b84784b57522e3b19dfc9201/api"

// saveDemo saves the sample company, as a snapshot of it would be.
func saveDemo(r *command.Run, path string) error {
	state, err := demoState(r)
	if err != nil {
		return fmt.Errorf("making the sample company: %w", err)
	}
	return save(r, path, state)
}

func demoState(r *command.Run) (tenant.State, error) {
	company := sample.Company()
	document := map[string]json.RawMessage{}
	if err := json.Unmarshal(company.Document, &document); err != nil {
		return tenant.State{}, err
	}
	applications, err := shownApplications(company.Clients)
	if err != nil {
		return tenant.State{}, err
	}
	document["users"], document["applications"], document["connections"] = company.Users, applications, company.Connections
	document["users_complete"] = json.RawMessage("true")
	document["base_url"] = json.RawMessage(`"` + demoBase + `"`)
	whole, err := json.Marshal(document)
	if err != nil {
		return tenant.State{}, err
	}
	return tenant.ReadState(whole, r.Env.Now())
}

// shownApplications are the clients that the extension lists.
func shownApplications(clients []byte) (json.RawMessage, error) {
	var all []json.RawMessage
	if err := json.Unmarshal(clients, &all); err != nil {
		return nil, err
	}
	shown := []json.RawMessage{}
	for _, one := range all {
		var client struct {
			Type string `json:"app_type"`
		}
		if err := json.Unmarshal(one, &client); err != nil {
			return nil, err
		}
		switch client.Type {
		case "spa", "native", "regular_web":
			shown = append(shown, one)
		}
	}
	return json.Marshal(shown)
}
