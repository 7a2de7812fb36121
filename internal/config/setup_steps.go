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
		return "Make a machine-to-machine application"
	case StepChoose:
		return "Choose the API " + endpoint.APIName
	case StepAuthorize:
		return "Authorize the application for it"
	case StepScopes:
		return "Tick the scopes"
	}
	return "Tell authzx, and test"
}

// Where says where that is, in a sentence or two. The last step is the caller's own.
func (s Step) Where() string {
	switch s {
	case StepAPI:
		return "In the Authorization Extension: your name at the top right, API, the switch."
	case StepClient:
		return "In the Auth0 dashboard: Applications, Create Application, Machine to Machine."
	case StepChoose:
		return "In the dialog that follows, later under APIs of the application. Its audience is " + DefaultAudience + "."
	case StepAuthorize:
		return "The switch beside the API, or Authorize in the dialog. Without it no token is issued."
	case StepScopes:
		return "Under the API's arrow in the same place, then Update. Only the next token has what is ticked later."
	}
	return ""
}
