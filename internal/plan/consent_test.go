package plan

import "testing"

func TestWhatAChangeTakes(t *testing.T) {
	for _, c := range []struct {
		production, readOnly, grave bool
		want                        Consent
	}{
		{false, false, false, ConsentYes},
		{true, false, false, ConsentName},
		{false, false, true, ConsentName},
		{true, false, true, ConsentName},
		{false, true, false, ConsentNever},
		{true, true, true, ConsentNever},
	} {
		if got := ConsentFor(c.production, c.readOnly, c.grave); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
