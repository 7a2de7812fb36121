//go:build unix

package command

import (
	"os"

	"github.com/charmbracelet/x/termios"
)

// echo says whether a terminal shows what is typed.
func echo(file *os.File, on bool) error {
	fd := int(file.Fd())
	now, err := termios.GetTermios(fd)
	if err != nil {
		return err
	}
	return termios.SetTermios(fd, uint32(now.Ispeed), uint32(now.Ospeed), nil, nil, nil, nil, map[termios.L]bool{termios.ECHO: on})
}
