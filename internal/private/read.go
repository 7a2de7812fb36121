package private

import (
	"io/fs"
	"os"
)

// maxOwn bounds a file of authzx's own, in bytes.
const maxOwn = 256 << 20

// ReadFile reads a file that only its user can get at. Errors: fs.ErrNotExist,
// *NotRegularError, *ExposedError, *TooLargeError.
func ReadFile(path string) ([]byte, error) {
	data, access, err := Read(path)
	if err != nil {
		return nil, err
	}
	if err := access.Secret(); err != nil {
		return nil, err
	}
	return data, nil
}

// Read reads a file and says who can get at it; what follows from that is up
// to the caller. A symbolic link is followed: it is the file behind it that counts.
func Read(path string) ([]byte, Access, error) {
	// A named pipe would hold the program up for ever.
	f, err := os.OpenFile(path, os.O_RDONLY|atOnce, 0)
	if err != nil {
		return nil, Access{}, err
	}
	defer func() { _ = f.Close() }()
	info, err := regular(f, path)
	if err != nil {
		return nil, Access{}, err
	}
	if info.Size() > maxOwn {
		return nil, Access{}, &TooLargeError{Path: path, Most: maxOwn}
	}
	access, err := look(f, info)
	if err != nil {
		return nil, Access{}, err
	}
	access.path = path
	data, err := within(f, path, maxOwn, make([]byte, 0, info.Size()+1))
	if err != nil {
		return nil, Access{}, err
	}
	return data, access, nil
}

func regular(f *os.File, path string) (fs.FileInfo, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &NotRegularError{Path: path, Mode: info.Mode()}
	}
	return info, nil
}
