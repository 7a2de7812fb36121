package requests

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"authzx/internal/cli/command"
	"authzx/internal/cli/session"
	"authzx/internal/endpoint"
	"authzx/internal/tenant"
)

// checkSecretTo refuses a rotation whose key would be lost, and the flag elsewhere.
func checkSecretTo(call endpoint.Call, file string) error {
	rotates := call.Route.ID == endpoint.ConfigurationRotateKey
	switch {
	case rotates && file == "":
		return command.Usagef("%w: --secret-to FILE names it", tenant.ErrKeyLost)
	case !rotates && file != "":
		return command.Usagef("--secret-to is only for PATCH /configuration/rotate-apikey")
	}
	return nil
}

// rotate has a new key made and hands it over in a file.
func rotate(ctx context.Context, r *command.Run, s *session.Session, file string) error {
	answer, err := s.Tenant.RotateKey(ctx, file, "api")
	var unfit *tenant.KeyFileError
	switch {
	case err == nil:
		r.Say("%s", tenant.KeyKept(file))
	case errors.As(err, &unfit):
		err = fmt.Errorf("--secret-to: %w", err)
		if errors.Is(err, fs.ErrExist) {
			return &command.UsageError{Cause: err}
		}
	}
	return errors.Join(printAnswer(r, answer), err)
}
