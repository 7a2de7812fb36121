//go:build unix

package terminal

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/termios"
	"golang.org/x/sys/unix"
)

// modeName is such as "?1049".
func modeName(m ansi.Mode) string {
	if _, private := m.(ansi.DECMode); private {
		return "?" + strconv.Itoa(m.Mode())
	}
	return strconv.Itoa(m.Mode())
}

// Altered lists what a program has changed about the terminal and not put back
// so far: its modes, such as "?1049", and "line discipline" when keys are not
// echoed or not handed over line by line. It is in order and empty when all is
// as a shell likes it.
func (p *Program) Altered() ([]string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var altered []string
	for mode, on := range p.modes {
		// A terminal begins with a cursor and with lines that wrap.
		if on != (mode == "?25" || mode == "?7") {
			altered = append(altered, mode)
		}
	}
	slices.Sort(altered)
	if p.gone {
		return altered, nil
	}
	attributes, err := termios.GetTermios(int(p.file.Fd()))
	if err != nil {
		return nil, fmt.Errorf("reading the terminal's attributes: %w", err)
	}
	const cooked = unix.ECHO | unix.ICANON | unix.ISIG
	if attributes.Lflag&cooked != cooked {
		altered = append(altered, "line discipline")
	}
	return altered, nil
}
