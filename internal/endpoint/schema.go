package endpoint

// Type is a JSON type.
type Type string

// The types that bodies and parameters have.
const (
	String  Type = "string"
	Number  Type = "number"
	Boolean Type = "boolean"
	Array   Type = "array"
	Object  Type = "object"
	Any     Type = "any"
)

// Schema describes a request body as the server checks it.
type Schema struct {
	Type     Type
	Ref      Ref      // of a string
	GUID     bool     // of a string: the server wants the form of a GUID
	Integer  bool     // of a number: no fraction
	Min, Max int      // UTF-16 units of a string, elements of an array; Max 0 is unlimited
	Enum     []string // all values of a string; of a boolean, words it takes besides true and false
	Items    *Schema  // of an array
	Fields   []Field  // of an object, in the order of the documentation
	Open     bool     // an object that may have other fields
	Example  string   // JSON: a valid value
	Secret   bool     // never shown
}

// Field is one key of an object.
type Field struct {
	Name     string
	Required bool
	Schema   *Schema
	Doc      string
}
