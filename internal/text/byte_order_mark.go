package text

import (
	"bytes"
	"fmt"
)

// UTF8 is the content of a file without the mark that some programs put before UTF-8.
// UTF-16, as some shells write it, is an error that names the file.
func UTF8(doc []byte, name string) ([]byte, error) {
	if bytes.HasPrefix(doc, []byte("\xff\xfe")) || bytes.HasPrefix(doc, []byte("\xfe\xff")) {
		return nil, fmt.Errorf("%s is UTF-16: save it as UTF-8", Escape(name))
	}
	return bytes.TrimPrefix(doc, []byte("\ufeff")), nil
}
