package endpoint

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// masked stands in for a secret, and for a whole text that can't be looked
// through.
const masked = `"***"`

// Mask is the answer with its secrets hidden, for logs and screens; what has
// none comes back as it is. On a route whose answers hold secrets every value
// under such a key is hidden at whatever depth, so that an answer of an
// unexpected shape gives nothing away, and what is not JSON is hidden whole.
func (c Call) Mask(answer []byte) []byte {
	if c.Route == nil {
		return hide(answer)
	}
	return mask(answer, c.Route.Answer.Secret)
}

// MaskBody is the call's own body with its secrets hidden, as Mask does it.
func (c Call) MaskBody() []byte {
	if c.Route == nil {
		return hide(c.Body)
	}
	return mask(c.Body, c.Route.BodySecret)
}

// Withheld says, in a clause, what MaskBody leaves out of the body; empty where that
// is nothing. Whole is set where nothing of the body is left.
func (c Call) Withheld() (words string, whole bool) {
	switch shown := c.MaskBody(); {
	case bytes.Equal(shown, c.Body):
		return "", false
	case string(shown) == masked:
		return "the body is not JSON, and may contain a secret", true
	}
	return "a secret in the body is replaced by ***", false
}

var errNotJSON = errors.New("not JSON")

func hide(doc []byte) []byte {
	if len(bytes.TrimSpace(doc)) == 0 {
		return doc
	}
	return []byte(masked)
}

func mask(doc []byte, paths []string) []byte {
	if len(paths) == 0 || len(bytes.TrimSpace(doc)) == 0 {
		return doc
	}
	keys := make([]string, len(paths))
	for i, p := range paths {
		keys[i] = p[strings.LastIndexByte(p, '.')+1:]
	}
	out, err := maskKeys(doc, keys)
	if err != nil || bare(doc) {
		return []byte(masked)
	}
	return out
}

// bare reports whether a document is a text or a number by itself: under no key,
// it may be the secret.
func bare(doc []byte) bool {
	return !bytes.ContainsRune([]byte("{[ntf"), rune(bytes.TrimSpace(doc)[0]))
}

// maskKeys copies the document with the values of the keys replaced. It works
// on the bytes, so that all else stays as it was sent.
func maskKeys(doc []byte, keys []string) ([]byte, error) {
	// Reading by tokens would take a second value behind the first one.
	if !json.Valid(doc) {
		return nil, errNotJSON
	}
	dec := json.NewDecoder(bytes.NewReader(doc))
	dec.UseNumber()
	var (
		out    bytes.Buffer
		copied int64
		open   []bool // the containers around: true for an object
		key    bool   // the next string is a key
	)
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		name, isString := token.(string)
		if key && isString && oneOf(keys, name) {
			var value json.RawMessage
			if err := dec.Decode(&value); err != nil {
				return nil, err
			}
			if !bytes.Equal(value, []byte("null")) {
				end := dec.InputOffset()
				out.Write(doc[copied : end-int64(len(value))])
				out.WriteString(masked)
				copied = end
			}
			continue
		}
		key = nextIsKey(token, key, &open)
	}
	out.Write(doc[copied:])
	return out.Bytes(), nil
}

// nextIsKey keeps track of the containers and says whether a key must follow
// the token, which was a key itself if wasKey.
func nextIsKey(token json.Token, wasKey bool, open *[]bool) bool {
	switch token {
	case json.Delim('{'):
		*open = append(*open, true)
		return true
	case json.Delim('['):
		*open = append(*open, false)
		return false
	case json.Delim('}'), json.Delim(']'):
		*open = (*open)[:len(*open)-1]
	default:
		if wasKey {
			return false
		}
	}
	return len(*open) > 0 && (*open)[len(*open)-1]
}

func oneOf(keys []string, name string) bool {
	for _, k := range keys {
		if strings.EqualFold(k, name) {
			return true
		}
	}
	return false
}
