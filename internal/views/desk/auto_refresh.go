package desk

import (
	"authzx/internal/ui"
)

// due says that the tenant is to be read again by itself.
type due struct{ desk *Desk }

// To is who reads it.
func (m due) To() any { return m.desk.Owner }

// later has the tenant read again after a while, where that was asked for.
func (d *Desk) later() ui.Cmd {
	if d.Every <= 0 || d.Source.Identity().Offline {
		return nil
	}
	return d.Tick(d.Every, due{d})
}

// again reads the tenant by itself, unless it is being read, or the server has put it off.
func (d *Desk) again() ui.Cmd {
	if since, _ := d.Refresh.Busy(); !since.IsZero() || d.done.Err() != nil {
		return d.later()
	}
	return ui.Batch(d.Reload(), d.later())
}
