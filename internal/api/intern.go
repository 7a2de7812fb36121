package api

import (
	"bytes"
	"hash/maphash"

	"authzx/internal/text"
)

// pool keeps one copy of each id: in the lists of a tenant every id stands in
// many places, and copies of it would be most of the memory.
//
// It is a hash table of its own because a list of ids is looked up at once:
// most of the time goes into waiting for memory, and a batch waits for many
// places together. A map takes more than twice as long.
type pool struct {
	seed  maphash.Seed
	slots []slot // a power of two; open addressing
	texts []text.Text
}

type slot struct {
	hash  uint32
	place uint32 // in texts, from 1; 0 is a free slot
}

func newPool() *pool { return &pool{seed: maphash.MakeSeed()} }

const batch = 64

// all appends the texts of the raw ids to dst.
func (p *pool) all(dst []text.Text, raw [][]byte) []text.Text {
	var hashes [batch]uint32
	var found [batch]text.Text
	for len(raw) > 0 {
		n := min(len(raw), batch)
		p.reserve(n)
		mask := uint32(len(p.slots) - 1)
		for i, id := range raw[:n] {
			hashes[i] = uint32(maphash.Bytes(p.seed, id))
		}
		for i, h := range hashes[:n] {
			found[i] = text.Text{}
			if s := p.slots[h&mask]; s.place != 0 && s.hash == h {
				found[i] = p.texts[s.place-1]
			}
		}
		for i, id := range raw[:n] {
			if found[i].Raw() != string(id) || len(id) == 0 {
				found[i] = p.place(hashes[i], id)
			}
			dst = append(dst, found[i])
		}
		raw = raw[n:]
	}
	return dst
}

// one is the text of one id.
func (p *pool) one(raw []byte) text.Text {
	p.reserve(1)
	return p.place(uint32(maphash.Bytes(p.seed, raw)), raw)
}

// place finds raw or puts it in.
func (p *pool) place(hash uint32, raw []byte) text.Text {
	mask := uint32(len(p.slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		s := p.slots[i]
		if s.place == 0 {
			p.texts = append(p.texts, text.New(string(raw)))
			p.slots[i] = slot{hash: hash, place: uint32(len(p.texts))}
			return p.texts[len(p.texts)-1]
		}
		if s.hash == hash && p.texts[s.place-1].Raw() == string(raw) {
			return p.texts[s.place-1]
		}
	}
}

// reserve keeps at least half of the slots free with n more ids.
func (p *pool) reserve(n int) {
	if 2*(len(p.texts)+n) <= len(p.slots) {
		return
	}
	size := max(1024, 2*len(p.slots))
	slots := make([]slot, size)
	mask := uint32(size - 1)
	for _, s := range p.slots {
		if s.place == 0 {
			continue
		}
		i := s.hash & mask
		for slots[i].place != 0 {
			i = (i + 1) & mask
		}
		slots[i] = s
	}
	p.slots = slots
}

// unquoted is the raw value of a JSON string with its quotes: a part of quoted
// where nothing in it is escaped.
func unquoted(quoted []byte) ([]byte, error) {
	if bytes.IndexByte(quoted, '\\') < 0 {
		return quoted[1 : len(quoted)-1], nil
	}
	raw, err := text.Unquote(quoted)
	return []byte(raw), err
}
