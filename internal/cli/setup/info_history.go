package setup

import (
	"fmt"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/cli/session"
	"authzx/internal/config"
	"authzx/internal/text"
)

// kept is what the saved states of the profile take, and how much they may.
type kept struct {
	states int
	bytes  int64
	config.History
}

// historyOf looks at the saved states of the profile; nil where there can't be any.
func historyOf(r *command.Run, cfg config.Config) *kept {
	store, err := session.Past(r)
	if err != nil {
		return nil
	}
	list, err := store.List()
	if err != nil {
		return nil
	}
	k := &kept{states: len(list), History: cfg.History}
	for _, e := range list {
		k.bytes += e.Size
	}
	return k
}

// text says it in one line; nothing where nothing is known.
func (k *kept) text() string {
	if k == nil {
		return ""
	}
	size := text.Counted(k.states, "saved state") + ", " + text.Size(k.bytes)
	if k.Off {
		return size + "; off, no more are saved"
	}
	return fmt.Sprintf("%s; limits %s, %s, %d MB", size, text.Counted(k.Keep, "state"), text.Counted(k.Days, "day"), k.Megabytes)
}

func (k *kept) json(j *output.JSONWriter) {
	j.Key("states").Number(k.states)
	j.Key("bytes").Number(int(k.bytes))
	j.Key("keep").Number(k.Keep)
	j.Key("days").Number(k.Days)
	j.Key("megabytes").Number(k.Megabytes)
	j.Key("off").Flag(k.Off)
}
