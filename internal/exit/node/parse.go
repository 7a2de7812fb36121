package node

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

//go:embed parse.js
var parseJS string

// Parse gives the line at which code is no JavaScript of an Action, 0 if it is. The
// error says that this node can't tell. Nothing of the code runs.
func Parse(ctx context.Context, file, code string) (line int, err error) {
	printed, err := Run(ctx, file, parseJS, func(w io.Writer) error {
		_, err := io.WriteString(w, code)
		return err
	})
	if err != nil {
		return 0, err
	}
	var answer struct {
		Known bool `json:"known"`
		Line  int  `json:"line"`
	}
	if err := json.Unmarshal(printed, &answer); err != nil {
		return 0, fmt.Errorf("node printed no result: %w", err)
	}
	if !answer.Known {
		return 0, errors.New("this node can't tell")
	}
	return answer.Line, nil
}
