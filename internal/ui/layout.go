package ui

// Smallest and comfortable sizes of the terminal, in cells.
const (
	MinWidth, MinHeight = 60, 15
	// borderHeight is the height from which the frame draws its border: below
	// it two more rows of content are worth more.
	borderHeight = 20
)

// Rect is a rectangle of cells.
type Rect struct{ X, Y, W, H int }

// Layout says where everything stands: a pure function of the size.
type Layout struct {
	W, H     int
	TooSmall bool
	Bordered bool
	Top      Rect // profile, breadcrumbs, age, mode
	Box      Rect // the border, where there is one
	Body     Rect // the screen
	Bottom   Rect // what is pending, keys
}

// Arrange lays out a terminal of w by h cells.
func Arrange(w, h int) Layout {
	l := Layout{W: w, H: h}
	if w < MinWidth || h < MinHeight {
		l.TooSmall = true
		return l
	}
	l.Top = Rect{0, 0, w, 1}
	l.Bottom = Rect{0, h - 1, w, 1}
	l.Box = Rect{0, 1, w, h - 2}
	l.Body = l.Box
	if h >= borderHeight {
		l.Bordered = true
		l.Body = Rect{1, 2, w - 2, h - 4}
	}
	return l
}

// PreviewWidth is the width of the terminal, its border included, from which a list
// shows a preview.
const PreviewWidth = splitWidth + 2

// splitWidth is the width from which a list shows a preview beside itself.
const splitWidth = 110

// ListWidth is the room of a list that has, or will have in a wider terminal, a preview
// beside it: that of a terminal of 80 columns. A preview takes nothing from it.
const ListWidth = 78

// Split divides a room of w cells into a list and a preview, with one column
// between them; preview is 0 where the room is too narrow for both.
func Split(w int) (list, preview int) {
	if w < splitWidth {
		return w, 0
	}
	preview = min(w-ListWidth-1, 80)
	return w - preview - 1, preview
}

// Middle centres a box of w by h cells, made to fit, in r.
func Middle(r Rect, w, h int) Rect {
	w, h = min(w, r.W), min(h, r.H)
	return Rect{r.X + (r.W-w)/2, r.Y + (r.H-h)/2, w, h}
}
