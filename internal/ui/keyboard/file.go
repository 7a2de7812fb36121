package keyboard

import "os"

// File is a terminal as a Source.
type File struct{ *os.File }
