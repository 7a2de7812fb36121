package command

import (
	"os"

	"golang.org/x/sys/windows"
)

// echo says whether a console shows what is typed.
func echo(file *os.File, on bool) error {
	console := windows.Handle(file.Fd())
	var mode uint32
	if err := windows.GetConsoleMode(console, &mode); err != nil {
		return err
	}
	if on {
		mode |= windows.ENABLE_ECHO_INPUT
	} else {
		mode &^= windows.ENABLE_ECHO_INPUT
	}
	return windows.SetConsoleMode(console, mode)
}
