package private

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Expand is a path as a person writes it: ~ is the home folder.
func Expand(path string) (string, error) {
	rest, ok := strings.CutPrefix(path, "~/")
	if !ok {
		return path, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("finding the home folder: %w", err)
	}
	return filepath.Join(home, rest), nil
}
