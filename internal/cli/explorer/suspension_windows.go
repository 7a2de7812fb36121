package explorer

import (
	"errors"
	"os"
)

// suspending is empty: no shell of Windows stops a program.
func suspending() []os.Signal { return nil }

func asksToStop(os.Signal) bool { return false }

func stopGroup() error { return errors.ErrUnsupported }

func suspendable() bool { return false }
