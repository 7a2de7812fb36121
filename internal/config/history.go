package config

// History bounds the saved states of a tenant.
type History struct {
	Keep      int // how many
	Days      int // how long
	Megabytes int // how much of the disk for each tenant
	Off       bool
}

// DefaultHistory is what holds where the configuration says nothing.
func DefaultHistory() History { return History{Keep: 50, Days: 90, Megabytes: 200} }

func historyKeys(h *History) []key {
	return []key{
		{"keep", allowedCount, countOf(&h.Keep)},
		{"days", allowedCount, countOf(&h.Days)},
		{"megabytes", allowedCount, countOf(&h.Megabytes)},
		{"off", allowedBool, boolOf(&h.Off)},
	}
}

const (
	mostCount    = 100_000
	allowedCount = "a whole number from 1 to 100000"
)

func countOf(into *int) func(any) string {
	return func(value any) string {
		n, ok := value.(int64)
		if !ok || n < 1 || n > mostCount {
			return "is out of range"
		}
		*into = int(n)
		return ""
	}
}

const allowedMap = `a table of names, such as { "Expenses" = "Expenses (production)" }`

// mapOf takes a table of names.
func mapOf(into *map[string]string) func(any) string {
	return func(value any) string {
		table, ok := value.(map[string]any)
		if !ok {
			return "a table is needed"
		}
		*into = make(map[string]string, len(table))
		for from, to := range table {
			name, ok := to.(string)
			if !ok {
				return "needs a quoted name for " + quoted(from)
			}
			(*into)[from] = name
		}
		return ""
	}
}
