package exit

import (
	"errors"
	"time"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// RulesEnd is the day on which Auth0 Rules reached their end of life.
func RulesEnd() time.Time { return time.Date(2026, time.November, 18, 0, 0, 0, 0, time.UTC) }

// RuleState is what is known of the extension's login rule.
type RuleState string

// The states.
const (
	RuleUnknown  RuleState = "unknown"
	RuleAbsent   RuleState = "absent"
	RuleDisabled RuleState = "disabled"
	RuleEnabled  RuleState = "enabled"
)

// RuleOf is the state of the rule as the settings tell it.
func RuleOf(d *rbac.Directory) RuleState {
	settings, _ := d.Settings()
	switch {
	case !settings.RuleKnown:
		return RuleUnknown
	case !settings.RuleExists:
		return RuleAbsent
	case !settings.RuleEnabled:
		return RuleDisabled
	}
	return RuleEnabled
}

// Explain says what the state means for logins.
func (r RuleState) Explain() string {
	const end = "Rules reached end of life on 18 November 2026"
	switch r {
	case RuleAbsent:
		return end + ", and this tenant's rule is gone: unless an Action replaces it, logins get no groups, roles or permissions"
	case RuleDisabled:
		return end + ", and this tenant's rule is disabled: unless an Action replaces it, logins get no groups, roles or permissions"
	case RuleEnabled:
		return end + ": the rule exists and is enabled, but Auth0 may no longer run it"
	}
	return end + ": the rule may no longer run, so logins may get no groups, roles or permissions; its state is unknown"
}

// Way is one way out of a tenant.
type Way struct {
	Target Target `json:"target"`
	// Ready says that authzx can write its files; without it nothing else is known.
	Ready   bool   `json:"ready"`
	Keeps   string `json:"keeps"`
	Refused string `json:"refused,omitempty"` // why it can't be gone as the tenant is
	Losses  []Loss `json:"losses"`
	Unknown string `json:"unknown,omitempty"` // what of losses can't be told
	Bytes   int    `json:"bytes,omitempty"`   // of the code
}

// Survey is what is known of a tenant's ways out.
type Survey struct {
	Format   string        `json:"format"`
	Rule     SurveyRule    `json:"rule"`
	Switches []rbac.Switch `json:"switches"` // that are on; null where they are not known
	Ways     []Way         `json:"ways"`
}

// SurveyRule is the state of the rule with what it means.
type SurveyRule struct {
	State   RuleState `json:"state"`
	Message string    `json:"message"`
}

// Look surveys the ways out; only is one target, or empty for all.
func Look(s Source, only Target) Survey {
	rule := RuleOf(s.Directory)
	survey := Survey{Format: "authzx.exit.check/1", Rule: SurveyRule{rule, rule.Explain()}}
	if s.Switches != nil {
		survey.Switches = append([]rbac.Switch{}, s.On()...)
	}
	for _, t := range Targets() {
		if only == "" || only == t {
			survey.Ways = append(survey.Ways, s.way(t))
		}
	}
	return survey
}

func (s Source) way(t Target) Way {
	w := Way{Target: t, Ready: t.Ready(), Keeps: t.Keeps()}
	if !w.Ready {
		return w
	}
	w.Losses, w.Unknown = s.Losses(t), s.unknown(t)
	if err := s.check(t); err != nil {
		w.Refused = err.Error()
		return w
	}
	code, err := codeOf(t, s, Parameters{Namespace: "https://claims.example/"}.Settled())
	var large *TooLargeError
	switch {
	case errors.As(err, &large):
		w.Refused, w.Bytes = err.Error(), large.Bytes
	case err != nil:
		w.Refused = err.Error()
	default:
		w.Bytes = len(code)
	}
	return w
}

// Lost are the losses of the ways that authzx can write, less those accepted.
func (s Survey) Lost(accepted []string) []Loss {
	var lost []Loss
	for _, w := range s.Ways {
		lost = append(lost, Unaccepted(w.Losses, accepted)...)
	}
	return lost
}

// String is the way in a line.
func (w Way) String() string {
	switch {
	case !w.Ready:
		return w.Keeps + " (authzx doesn't write it: no figures)"
	case w.Refused != "":
		return w.Keeps + "; not possible now: " + w.Refused
	case len(w.Losses) == 0 && w.Unknown != "":
		return w.Keeps + "; no loss is known"
	case len(w.Losses) == 0:
		return w.Keeps + "; nothing is lost"
	}
	return w.Keeps + "; " + text.Counted(len(w.Losses), "kind") + " of loss"
}
