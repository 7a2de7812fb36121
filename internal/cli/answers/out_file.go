package answers

import (
	"bufio"
	"context"
	"io"

	"github.com/spf13/cobra"

	"authzx/internal/cli/command"
	"authzx/internal/cli/output"
	"authzx/internal/private"
)

// destination is where rows go: a file, or standard output.
type destination struct{ file string }

func (d *destination) define(cmd *cobra.Command) {
	cmd.Flags().StringVar(&d.file, "out", "", "write the answer to a `file` instead of standard output")
}

// check refuses what no terminal and no pipe is for; it is an error of usage.
func (d *destination) check(r *command.Run) error {
	if r.Flags.Format() == output.Parquet && d.file == "" {
		return command.Usagef("-o parquet needs --out FILE")
	}
	return nil
}

// write has an answer written there. A file that is there is replaced once all is
// written, and only its owner can read it.
func (d *destination) write(ctx context.Context, r *command.Run, answer func(io.Writer) error) error {
	if d.file == "" {
		return answer(r.Out(ctx))
	}
	path, err := private.Expand(d.file)
	if err != nil {
		return err
	}
	return private.WriteWith(path, func(w io.Writer) error {
		out := bufio.NewWriterSize(w, 1<<16)
		if err := answer(out); err != nil {
			return err
		}
		return out.Flush()
	})
}
