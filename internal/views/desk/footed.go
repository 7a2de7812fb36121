package desk

import "strings"

// Footed is a browser with a foot, for screens that are a list and nothing else.
type Footed struct {
	*Browser
	foot foot
}

// NewFooted gives a browser a foot.
func NewFooted(b *Browser) Footed { return Footed{b, foot{theme: b.theme}} }

// SetSize gives both their room.
func (f *Footed) SetSize(w, h int) {
	f.foot.setSize(w, h)
	f.Browser.SetSize(w, h) // only then is known what is cut
	f.Browser.SetSize(w, max(h-f.foot.lines(f.Browser), 0))
}

// View draws both; other rows than before may need a foot.
func (f *Footed) View() string {
	f.SetSize(f.foot.w, f.foot.h)
	return strings.TrimSuffix(f.Browser.View()+"\n"+f.foot.view(f.Browser), "\n")
}
