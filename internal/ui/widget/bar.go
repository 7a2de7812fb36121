package widget

import (
	"math"

	"authzx/internal/ui/theme"
)

// Bar is a quiet bar over so much of w cells as share says, from 0 to 1: beside a number
// that is to be compared with others. However little there is of something, it shows.
func Bar(th *theme.Theme, share float64, w int) Spans {
	return Spans{Say(th.Muted, th.Glyphs.Bar(int(math.Ceil(min(max(share, 0), 1)*float64(8*w)))))}
}
