package endpoint

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	// maxBody is the largest body that the server reads, in bytes.
	maxBody = 1 << 20
	// maxSafe is the largest whole number that the server takes, 2^53-1.
	maxSafe = 1<<53 - 1
)

// Check lists what the server would refuse in a body, in the order in which it
// looks: known fields in the order of the schema, then the unknown ones. The
// server itself stops at the first one. A nil or blank body is no body at all.
func (s *Schema) Check(body []byte) []Fault {
	if len(body) > maxBody {
		return []Fault{{"payload", "", "is larger than " + strconv.Itoa(maxBody) + " bytes"}}
	}
	root, err := parseJSON(body)
	if err != nil {
		return []Fault{{"payload", "", "is not JSON: " + JSONError(body, err)}}
	}
	return s.check("", root)
}

// CheckText is Check for one string that is not wrapped in JSON: a field of a
// form. The value may be WTF-8, a lone surrogate counting one UTF-16 unit.
func (s *Schema) CheckText(value string) []Fault { return s.check("", node{kind: String, text: value}) }

func (s *Schema) check(path string, n node) []Fault {
	fault := func(message string) []Fault { return []Fault{{"payload", path, message}} }
	switch s.Type {
	case String:
		switch {
		case len(s.Enum) > 0 && (n.kind != String || !slices.Contains(s.Enum, n.text)):
			return fault("must be one of [" + strings.Join(s.Enum, ", ") + "]")
		case n.kind != String:
			return fault("must be a string")
		case n.text == "":
			return fault("is not allowed to be empty")
		}
		return s.text("payload", path, n.text)
	case Number:
		return s.number(path, n)
	case Boolean:
		if n.kind != Boolean && (n.kind != String || !s.flag(n.text)) {
			return fault("must be a boolean")
		}
	case Array:
		return s.array(path, n)
	case Object:
		return s.object(path, n)
	}
	return nil
}

// text checks a string that is not empty.
func (s *Schema) text(source, path, value string) []Fault {
	var faults []Fault
	if s.Max > 0 && units(value) > s.Max {
		faults = append(faults, Fault{source, path, "length must be less than or equal to " + strconv.Itoa(s.Max) + " characters long"})
	}
	if s.GUID && !isGUID(value) {
		faults = append(faults, Fault{source, path, "must be a valid GUID"})
	}
	return faults
}

// number checks a number, or a string that reads as one, which the server takes too.
func (s *Schema) number(path string, n node) []Fault {
	f, ok := readNumber(n.text)
	switch {
	case n.kind != Number && n.kind != String || !ok:
		return []Fault{{"payload", path, "must be a number"}}
	case math.Abs(f) > maxSafe:
		return []Fault{{"payload", path, "must be a safe number"}}
	case s.Integer && f != math.Trunc(f):
		return []Fault{{"payload", path, "must be an integer"}}
	}
	return nil
}

// flag reports whether a string is taken for a boolean: true and false in any
// case, and what the schema names besides.
func (s *Schema) flag(word string) bool {
	return slices.ContainsFunc(append([]string{"true", "false"}, s.Enum...), func(w string) bool {
		return strings.EqualFold(w, word)
	})
}

func (s *Schema) array(path string, n node) []Fault {
	if n.kind != Array {
		return []Fault{{"payload", path, "must be an array"}}
	}
	if len(n.items) < s.Min {
		return []Fault{{"payload", path, "must contain at least " + strconv.Itoa(s.Min) + " items"}}
	}
	var faults []Fault
	for i, item := range n.items {
		faults = append(faults, s.Items.check(path+"["+strconv.Itoa(i)+"]", item)...)
	}
	return faults
}

func (s *Schema) object(path string, n node) []Fault {
	if n.kind != Object {
		return []Fault{{"payload", path, "must be of type object"}}
	}
	prefix := path
	if prefix != "" {
		prefix += "."
	}
	var faults []Fault
	for _, f := range s.Fields {
		switch value, ok := n.field(f.Name); {
		case ok:
			faults = append(faults, f.Schema.check(prefix+f.Name, value)...)
		case f.Required:
			faults = append(faults, Fault{"payload", prefix + f.Name, "is required"})
		}
	}
	for _, m := range n.members {
		if !s.Open && !s.has(m.name) {
			faults = append(faults, Fault{"payload", prefix + m.name, "is not allowed"})
		}
	}
	return faults
}

func (s *Schema) has(name string) bool {
	return slices.ContainsFunc(s.Fields, func(f Field) bool { return f.Name == name })
}

// Skeleton is a body to begin with: the required fields, all of them still
// empty. It has the right shape but does not pass Check.
func (s *Schema) Skeleton() string {
	switch s.Type {
	case Array:
		return "[" + s.Items.Skeleton() + "]"
	case Object:
		var parts []string
		for _, f := range s.Fields {
			if f.Required {
				parts = append(parts, strconv.Quote(f.Name)+":"+f.Schema.Skeleton())
			}
		}
		return "{" + strings.Join(parts, ",") + "}"
	case Number:
		return "0"
	case Boolean:
		return "false"
	case String:
		if len(s.Enum) > 0 {
			return strconv.Quote(s.Enum[0])
		}
		return `""`
	default:
		return "null"
	}
}

// readNumber reads a decimal number; infinity and the like are none.
func readNumber(s string) (float64, bool) {
	s = strings.TrimSpace(s)
	if s == "" || strings.Trim(s, "0123456789+-.eE") != "" {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}

// units counts UTF-16 units; a lone surrogate of WTF-8 is one.
func units(s string) int {
	n := 0
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && size == 1 && len(s) >= 3 && s[0] == 0xED && s[1]&0xE0 == 0xA0 && s[2]&0xC0 == 0x80 {
			size = 3
		}
		n += utf16.RuneLen(r)
		s = s[size:]
	}
	return n
}

// isGUID is as generous as the server: any version, braces or brackets around,
// dashes, colons or nothing between.
func isGUID(s string) bool {
	if len(s) > 1 {
		if i := strings.IndexByte("{[(", s[0]); i >= 0 {
			if s[len(s)-1] != "}])"[i] {
				return false
			}
			s = s[1 : len(s)-1]
		}
	}
	var separator byte
	for i, digits := range []int{8, 4, 4, 4, 12} {
		switch {
		case i == 1 && s != "" && (s[0] == '-' || s[0] == ':'):
			separator = s[0]
			s = s[1:]
		case i > 1 && separator != 0 && s != "" && s[0] == separator:
			s = s[1:]
		}
		if len(s) < digits || strings.Trim(s[:digits], "0123456789abcdefABCDEF") != "" {
			return false
		}
		s = s[digits:]
	}
	return s == ""
}
