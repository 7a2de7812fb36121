package private

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"unsafe"

	"golang.org/x/sys/windows"
)

// Windows has no such flags: a link is found by looking before, and a pipe has no
// path among files.
const (
	itself = 0
	atOnce = 0
)

// protect closes an open file to everybody but its user, the system and its
// administrators.
func protect(f *os.File) error { return restrict(f.Name(), "") }

// makeFolder makes folders; what is put into them is as closed as they are.
func makeFolder(path string) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil
	}
	if parent := filepath.Dir(path); parent != path {
		if err := makeFolder(parent); err != nil {
			return err
		}
	}
	err := os.Mkdir(path, folderMode)
	if errors.Is(err, fs.ErrExist) {
		return os.MkdirAll(path, folderMode) // another process was faster, or a file is in the way
	}
	if err != nil {
		return err
	}
	return restrict(path, "OICI")
}

// restrict replaces the access list of a path; inherited is how its entries go
// down to what is below.
func restrict(path, inherited string) error {
	self, err := account()
	if err != nil {
		return err
	}
	entry := func(who string) string { return fmt.Sprintf("(A;%s;FA;;;%s)", inherited, who) }
	descriptor, err := windows.SecurityDescriptorFromString("D:P" + entry(self) + entry(systemAccount) + entry(administrators))
	if err != nil {
		return err
	}
	list, _, err := descriptor.DACL()
	if err != nil {
		return err
	}
	const what = windows.DACL_SECURITY_INFORMATION | windows.PROTECTED_DACL_SECURITY_INFORMATION
	if err := windows.SetNamedSecurityInfo(path, windows.SE_FILE_OBJECT, what, nil, nil, list, nil); err != nil {
		return &fs.PathError{Op: "protect", Path: path, Err: err}
	}
	return nil
}

// account is the security identifier of who runs this process.
func account() (string, error) {
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return "", err
	}
	return user.User.Sid.String(), nil
}

// held reports whether a file could not be replaced because another program has it
// open.
func held(err error) bool {
	return errors.Is(err, windows.ERROR_ACCESS_DENIED) || errors.Is(err, windows.ERROR_SHARING_VIOLATION)
}

// look says who can get at an open file.
func look(f *os.File, info fs.FileInfo) (Access, error) {
	const what = windows.OWNER_SECURITY_INFORMATION | windows.DACL_SECURITY_INFORMATION
	descriptor, err := windows.GetSecurityInfo(windows.Handle(f.Fd()), windows.SE_FILE_OBJECT, what)
	if err != nil {
		return Access{}, &fs.PathError{Op: "read the access list of", Path: f.Name(), Err: err}
	}
	list := &accessList{}
	if list.self, err = account(); err != nil {
		return Access{}, err
	}
	owner, _, err := descriptor.Owner()
	if err != nil {
		return Access{}, err
	}
	list.owner = owner.String()
	entries, _, err := descriptor.DACL()
	switch {
	case errors.Is(err, windows.ERROR_OBJECT_NOT_FOUND), err == nil && entries == nil:
		list.open = true
	case err != nil:
		return Access{}, err
	default:
		list.entries, err = read(entries)
	}
	return Access{mode: info.Mode(), list: list}, err
}

func read(list *windows.ACL) ([]accessEntry, error) {
	var found []accessEntry
	for i := range uint32(list.AceCount) {
		var ace *windows.ACCESS_ALLOWED_ACE
		if err := windows.GetAce(list, i, &ace); err != nil {
			return nil, err
		}
		if ace.Header.AceFlags&windows.INHERIT_ONLY_ACE != 0 {
			continue // it is about files below a folder
		}
		found = append(found, entryOf(ace))
	}
	return found, nil
}

// entryOf reads one entry. A kind that isn't known counts as one for somebody else.
func entryOf(ace *windows.ACCESS_ALLOWED_ACE) accessEntry {
	switch ace.Header.AceType {
	case windows.ACCESS_DENIED_ACE_TYPE:
		return accessEntry{}
	case windows.ACCESS_ALLOWED_ACE_TYPE:
	default:
		return accessEntry{name: "an entry of kind " + fmt.Sprint(ace.Header.AceType), rights: mayRead | mayWrite, grants: true}
	}
	sid := (*windows.SID)(unsafe.Pointer(&ace.SidStart))
	e := accessEntry{account: sid.String(), rights: uint32(ace.Mask), grants: true}
	e.name = e.account
	name, domain, _, err := sid.LookupAccount("")
	switch {
	case err == nil && domain == "": // such as Everyone
		e.name = name
	case err == nil:
		e.name = domain + `\` + name
	}
	return e
}

// syncFolder does nothing: Windows has no such thing, and NTFS keeps a journal of
// renames.
func syncFolder(string) error { return nil }

// own takes everything: folders of temporary files are each user's own.
func own(fs.FileInfo) bool { return true }

func runs(process int) bool {
	handle, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, uint32(process))
	if err != nil {
		return errors.Is(err, windows.ERROR_ACCESS_DENIED)
	}
	_ = windows.CloseHandle(handle)
	return true
}
