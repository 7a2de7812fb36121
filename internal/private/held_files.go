package private

import "time"

// patience is how long another program may keep a file from being replaced:
// virus scanners and indexers hold what is new for a moment.
const patience = 2 * time.Second

// patiently does something again while it is held up, and gives its last error.
func patiently(do func() error, held func(error) bool) error {
	begun := time.Now()
	for pause := time.Millisecond; ; pause *= 2 {
		err := do()
		if err == nil || !held(err) || time.Since(begun) >= patience {
			return err
		}
		time.Sleep(pause)
	}
}
