package lint

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"authzx/internal/rbac"
	"authzx/internal/text"
)

// lookalikes finds names that read as others of their kind and are none of them, and
// names with characters that nobody sees.
func (l *linter) lookalikes() {
	type looks struct {
		kind        rbac.Kind
		application rbac.ClientID
		name        string
	}
	type owner struct {
		ref  rbac.Ref
		name string // in small letters
	}
	first := make(map[looks]owner, l.records())
	joined := joined()
	look := func(ref rbac.Ref, application rbac.ClientID, name text.Text) {
		raw := name.Raw()
		if n := hidden(raw); n > 0 {
			l.report(RuleHiddenCharacters, SeverityWarning, ref, fmt.Sprintf("has %s in its name that can't be seen", text.Counted(n, "character")))
		}
		key := looks{ref.Kind, application, skeleton(raw, joined)}
		other, taken := first[key]
		switch {
		case key.name == "":
		case !taken:
			first[key] = owner{ref, strings.ToLower(raw)}
		case other.name != strings.ToLower(raw): // the same name is another rule's matter
			l.report(RuleLookalike, SeverityWarning, ref, fmt.Sprintf("has a name that looks like %s %v", other.ref.Kind, other.ref.ID))
		}
	}
	for _, r := range l.Groups() {
		look(r.ID.Ref(), rbac.ClientID{}, r.Name)
	}
	for _, r := range l.Roles() {
		look(r.ID.Ref(), r.Application, r.Name)
	}
	for _, r := range l.Permissions() {
		look(r.ID.Ref(), r.Application, r.Name)
	}
}

// hidden is how many characters of a name leave no mark on a screen: controls, marks of
// direction, joiners and fillers.
func hidden(name string) int {
	n := 0
	for _, r := range name {
		if (r < ' ' || r > '~') && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Variation_Selector) || fills(r) {
			n++
		}
	}
	return n
}

// fills reports whether a letter is blank, as the fillers of Hangul are.
func fills(r rune) bool {
	switch r {
	case '\u115f', '\u1160', '\u3164', '\uffa0', '\u2800':
		return true
	}
	return false
}

// joined puts letters for two that look like them.
func joined() *strings.Replacer { return strings.NewReplacer("rn", "m", "vv", "w") }

// skeleton is a name as it looks: compatible forms are one, letters that are drawn alike
// are the same, case doesn't count, nor what can't be seen, and blanks are one blank.
func skeleton(name string, joined *strings.Replacer) string {
	var b strings.Builder
	for _, r := range norm.NFKC.String(name) {
		switch {
		case hidden(string(r)) > 0:
			continue
		case r == 'I' || r == '1' || r == '|' || r == 'ǀ' || r == 'ӏ' || r == 'Ӏ':
			r = 'l'
		case r == '0':
			r = 'o'
		}
		for _, low := range strings.ToLower(string(r)) {
			b.WriteRune(drawn(low))
		}
	}
	return strings.Join(strings.Fields(joined.Replace(b.String())), " ")
}

// drawn is the Latin letter that a small letter of another script is drawn as, in most
// fonts; else the letter itself.
func drawn(r rune) rune {
	if r < unicode.MaxASCII {
		return r
	}
	const alike = "аaеeоoрpсcуyхxіiјjѕsԁdԛqԝwһhвbкkмmнhтtгrзe" + // Cyrillic
		"αaεeοoρpνvυuιiκkτtχxγyηnωw" // Greek
	letters := []rune(alike)
	for i := 0; i < len(letters); i += 2 {
		if letters[i] == r {
			return letters[i+1]
		}
	}
	if r == 'ı' || r == 'ɩ' {
		return 'i'
	}
	return r
}
