package config

import (
	"context"
	"errors"
	"fmt"

	"authzx/internal/routine"
	"authzx/internal/secret"
	"authzx/internal/text"

	"github.com/zalando/go-keyring"
)

// Keyring keeps one client secret for each profile. Its calls may hang; they
// are given up after a time, not cancelled.
type Keyring interface {
	// Find gives the secret of a profile, or a *NotStoredError.
	Find(profile string) (string, error)
	// Store puts it there or replaces it.
	Store(profile, value string) error
	// Remove takes it away, or gives a *NotStoredError.
	Remove(profile string) error
}

// NotStoredError says that a keyring answers, but holds nothing for a profile.
type NotStoredError struct{ Profile text.Text }

// Error says how the secret gets there.
func (e *NotStoredError) Error() string {
	return fmt.Sprintf("the keyring holds no secret for it; authzx secret set %s puts one there", e.Profile)
}

// NoKeyringError says that no keyring answers.
type NoKeyringError struct{ Cause error }

// Error names what can be done without a keyring. The cause is not shown: it
// comes from a chain of foreign programs.
func (e *NoKeyringError) Error() string {
	why := "no keyring available"
	if errors.Is(e.Cause, context.DeadlineExceeded) {
		why = "the keyring does not answer"
	}
	return why + ": use client_secret_env, client_secret_command or client_secret in the profile, or " +
		varClientSecret + " in the environment"
}

// Unwrap is the cause.
func (e *NoKeyringError) Unwrap() error { return e.Cause }

// SystemKeyring is the keyring of the desktop: Secret Service, Keychain or the
// Windows credential manager.
type SystemKeyring struct{}

const keyringService = "authzx"

// Find asks the system's keyring.
func (SystemKeyring) Find(profile string) (string, error) {
	value, err := keyring.Get(keyringService, profile)
	return value, notStored(profile, err)
}

// Store writes to the system's keyring.
func (SystemKeyring) Store(profile, value string) error {
	return keyring.Set(keyringService, profile, value)
}

// Remove deletes from the system's keyring.
func (SystemKeyring) Remove(profile string) error {
	return notStored(profile, keyring.Delete(keyringService, profile))
}

func notStored(profile string, err error) error {
	if errors.Is(err, keyring.ErrNotFound) {
		return &NotStoredError{Profile: text.New(profile)}
	}
	return err
}

func (p Profile) fromKeyring(ctx context.Context) (secret.Secret, error) {
	var value string
	err := p.finder.ask(ctx, func(k Keyring) (err error) {
		value, err = k.Find(p.Name.Raw())
		return err
	})
	if err != nil {
		return secret.Secret{}, err
	}
	if value == "" {
		return secret.Secret{}, &NotStoredError{Profile: p.Name}
	}
	return secret.New(value), nil
}

// StoreSecret puts the client secret into the keyring. The configuration file
// is not touched. The error is a *NoKeyringError where no keyring answers.
func (p Profile) StoreSecret(ctx context.Context, value secret.Secret) error {
	err := p.finder.ask(ctx, func(k Keyring) error { return k.Store(p.Name.Raw(), value.Reveal()) })
	if err != nil {
		return fmt.Errorf("storing the client secret of profile %s: %w", p.Name, err)
	}
	return nil
}

// ClearSecret takes the client secret out of the keyring. The error is a
// *NotStoredError when there was none, a *NoKeyringError where no keyring
// answers.
func (p Profile) ClearSecret(ctx context.Context) error {
	err := p.finder.ask(ctx, func(k Keyring) error { return k.Remove(p.Name.Raw()) })
	if err != nil {
		return fmt.Errorf("clearing the client secret of profile %s: %w", p.Name, err)
	}
	return nil
}

// ask calls the keyring and gives it up after its time. The call itself can't
// be stopped: its goroutine ends when the keyring answers or the program does.
func (f finder) ask(ctx context.Context, call func(Keyring) error) error {
	if f.env.Keyring == nil {
		return &NoKeyringError{}
	}
	limited, cancel := context.WithTimeout(ctx, f.keyringLimit)
	defer cancel()
	_, err := routine.Await(limited, func() (struct{}, error) {
		return struct{}{}, quietly(func() error { return call(f.env.Keyring) })
	})
	var absent *NotStoredError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err == nil, errors.As(err, &absent):
		return err
	}
	return &NoKeyringError{Cause: err}
}

// quietly makes an error of a panic: what a keyring's library does is no fault of authzx.
func quietly(call func() error) (err error) {
	if caught := routine.Catch(func() { err = call() }); caught != nil {
		return errors.New("it crashed")
	}
	return err
}
