package output

import "io"

// WriteObject writes one JSON object, whose first key says which command wrote it in
// which version of its shape: "authzx.NAME/1".
func WriteObject(w io.Writer, name string, inside func(j *JSONWriter)) error {
	j := NewJSON(w)
	j.Object(func() {
		j.Format(name)
		inside(j)
	})
	return j.Finish()
}

// Format writes the key that says which shape an object has.
func (j *JSONWriter) Format(name string) { j.Key("format").Words("authzx." + name + "/1") }
