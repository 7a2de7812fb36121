package keyboard

import (
	"os"
	"time"

	"golang.org/x/sys/windows"
)

// Ready waits for a key, or whatever else a console reports.
func (f File) Ready(d time.Duration) bool {
	event, err := windows.WaitForSingleObject(windows.Handle(f.Fd()), uint32(max(0, d)/time.Millisecond))
	return err == nil && event == windows.WAIT_OBJECT_0
}

// flushed drops what a console has to say: it answers at once, and a read would wait for
// more than an answer.
func flushed(console *os.File) bool {
	return windows.FlushConsoleInputBuffer(windows.Handle(console.Fd())) == nil
}
