package changes

import (
	"errors"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/rbac"
	"authzx/internal/tenant"
)

// runsJSON writes runs with their changes.
func runsJSON(r *command.Run, s *session.Session, runs []tenant.Run) error {
	known := newestState(s)
	var failure error
	written := output.WriteObject(r.Env.Stdout, "runs", func(j *output.JSONWriter) {
		j.Key("runs").Array(func() {
			for _, run := range runs {
				if run.ByHand {
					continue
				}
				j.Object(func() { failure = errors.Join(failure, runJSON(j, run, known)) })
			}
		})
		j.Key("by_hand").Array(func() {
			for _, run := range runs {
				if run.ByHand {
					j.Line(func() {
						j.Key("at").Words(run.At.UTC().Format("2006-01-02T15:04:05Z07:00"))
						j.Key("status").Words(runStatus(run))
						j.Key("what").Words(run.Sentences[0])
					})
				}
			}
		})
	})
	return errors.Join(failure, written)
}

// newestState is the newest saved state of the tenant, which knows names; the zero state
// where there is none.
func newestState(s *session.Session) tenant.State {
	store := s.History()
	list, err := store.List()
	if err != nil || len(list) == 0 {
		return tenant.State{}
	}
	// Without it changes are told by ids, as they are where there is no history.
	known, _ := session.ReadPast(store, list[len(list)-1])
	return known
}

func runJSON(j *output.JSONWriter, run tenant.Run, known tenant.State) error {
	j.Key("id").Words(run.ID)
	j.Key("number").Number(run.Number())
	j.Key("at").Words(run.At.UTC().Format("2006-01-02T15:04:05Z07:00"))
	j.Key("status").Words(runStatus(run))
	j.Key("profile").TextOrNull(run.Profile)
	j.Key("reason").TextOrNull(run.Reason)
	j.Key("done").Number(run.Done)
	j.Key("items").Number(run.Items)
	if run.Undoes != "" {
		j.Key("undoes").Words(run.Undoes)
	}
	n := names{directories: []*rbac.Directory{known.Directory}}
	if known.Graph != nil {
		n.graphs = append(n.graphs, known.Graph)
	}
	if run.Plan != nil {
		n.graphs = append(n.graphs, run.Plan.After, run.Plan.Before)
	}
	var failure error
	j.Key("changes").Array(func() {
		for _, c := range run.Changes {
			doc, err := rbac.MarshalNamed(c, n.find)
			if err != nil {
				failure = err
				return
			}
			j.Raw(output.Displayable(doc))
		}
	})
	return failure
}
