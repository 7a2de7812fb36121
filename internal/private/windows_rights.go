package private

import "slices"

// The rights of Windows by which somebody gets at what is in a file, or can give
// that right away.
const (
	mayRead  = 0x1 | 0x8000_0000 | 0x1000_0000                          // FILE_READ_DATA, GENERIC_READ, GENERIC_ALL
	mayWrite = 0x2 | 0x4 | 0x1_0000 | 0x4_0000 | 0x8_0000 | 0x5000_0000 // FILE_WRITE_DATA, FILE_APPEND_DATA, DELETE, WRITE_DAC, WRITE_OWNER, GENERIC_WRITE, GENERIC_ALL
)

// The accounts that may reach every file of a computer anyway, and those that only
// stand for the owner.
const (
	systemAccount  = "S-1-5-18"
	administrators = "S-1-5-32-544"
	creatorOwner   = "S-1-3-0"
	ownerRights    = "S-1-3-4"
)

// accessList is what Windows says of who may do what with a file. Accounts are
// security identifiers.
type accessList struct {
	owner, self string
	open        bool // there is no list, and everybody may do anything
	entries     []accessEntry
}

// accessEntry is one line of it.
type accessEntry struct {
	account string
	name    string // for people; the identifier where it has none
	rights  uint32
	grants  bool // else it denies
}

// others are the names of the accounts beside the user, the system and its
// administrators that have one of the rights. What is denied elsewhere isn't
// deducted: the list is to be plain.
func (l *accessList) others(rights uint32) []string {
	if l.open {
		return []string{"everybody"}
	}
	own := []string{l.self, systemAccount, administrators}
	var found []string
	if !slices.Contains(own, l.owner) {
		found = append(found, l.owner)
	}
	own = append(own, creatorOwner, ownerRights)
	for _, e := range l.entries {
		if e.grants && e.rights&rights != 0 && !slices.Contains(own, e.account) && !slices.Contains(found, e.name) {
			found = append(found, e.name)
		}
	}
	return found
}
