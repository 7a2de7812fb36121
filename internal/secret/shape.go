package secret

import (
	"regexp"
	"strings"
	"sync"
)

// hidden finds what is a secret by its looks, with what introduces it in front.
var hidden = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(strings.Join([]string{
		`()eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)*`, // a JSON Web Token
		`(\b(?i:bearer|basic)[ :\["]+)[^\s"'\],;}]+`,
		`((?i:api[-_ ]?key|secret|token|password|authorization)[\\"']*\s*(?:[:=]|%3[dD])[\s\\"'\[{]*(?:(?i:bearer|basic)\s+)?)[^\s"'\\\],;&}]+`,
	}, "|"))
})

// long finds words that only a machine makes.
var long = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[A-Za-z0-9_-]{40,}`) })

// HideShapes puts *** in place of what is a secret by its looks: tokens, keys, what
// stands behind the name of a secret. It may hide more, and belongs where nothing
// needs to be exact.
func HideShapes(s string) string {
	s = hidden().ReplaceAllStringFunc(s, func(found string) string {
		for _, introduction := range hidden().FindStringSubmatch(found)[1:] {
			if introduction != "" {
				return introduction + mask
			}
		}
		return mask
	})
	return long().ReplaceAllStringFunc(s, func(word string) string {
		if strings.ContainsAny(word, "0123456789") {
			return mask
		}
		return word
	})
}
