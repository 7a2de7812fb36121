package config

import "authzx/internal/endpoint"

// Step is one of those by which a tenant is made ready, counted from 1.
type Step int

// The steps, in their order.
const (
	StepAPI Step = iota + 1
	StepClient
	StepChoose
	StepAuthorize
	StepScopes
	StepProfile
)

// Steps are all of them.
func Steps() []Step {
	return []Step{StepAPI, StepClient, StepChoose, StepAuthorize, StepScopes, StepProfile}
}

// Title says in a few words what is done.
func (s Step) Title() string {
	switch s {
	case StepAPI:
		return "Turn on API access"
	case StepClient:
		return "Create a machine-to-machine application"
	case StepChoose:
		return "Choose the API " + endpoint.APIName
	case StepAuthorize:
		return "Authorize the application for it"
	case StepScopes:
		return "Tick the scopes"
	}
	return "Add a profile and test it"
}

// Where says where that is, in a sentence or two. The last step is the caller's own.
func (s Step) Where() string {
	switch s {
	case StepAPI:
		return "In the Authorization Extension: your name at the top right, then API; turn on the switch."
	case StepClient:
		return "In the Auth0 dashboard: Applications, Create Application, Machine to Machine."
	case StepChoose:
		return "In the dialog that follows, or later in the application's APIs tab. Its audience is " + DefaultAudience + "."
	case StepAuthorize:
		return "Turn on the switch beside the API, or click Authorize in the dialog. Without this, no token is issued."
	case StepScopes:
		return "Expand the API in the same place, tick, then Update. Scopes ticked later appear only in new tokens."
	}
	return ""
}
