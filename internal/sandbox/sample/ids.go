package sample

import (
	"encoding/binary"
	"encoding/hex"
)

// uuid makes of any 128 bits a UUID in the shape of version 4.
func uuid(hi, lo uint64) string {
	var raw [16]byte
	binary.BigEndian.PutUint64(raw[:8], hi)
	binary.BigEndian.PutUint64(raw[8:], lo)
	raw[6] = raw[6]&0x0F | 0x40
	raw[8] = raw[8]&0x3F | 0x80
	var out [36]byte
	hex.Encode(out[:8], raw[:4])
	hex.Encode(out[9:13], raw[4:6])
	hex.Encode(out[14:18], raw[6:8])
	hex.Encode(out[19:23], raw[8:10])
	hex.Encode(out[24:], raw[10:])
	out[8], out[13], out[18], out[23] = '-', '-', '-', '-'
	return string(out[:])
}

// databaseID is the 24 hexadecimal digits by which a user of a database
// connection is known.
func databaseID(hi, lo uint64) string {
	var raw [12]byte
	binary.BigEndian.PutUint64(raw[:8], hi)
	binary.BigEndian.PutUint32(raw[8:], uint32(lo))
	return hex.EncodeToString(raw[:])
}

// socialID is the 21 decimal digits by which Google knows a person.
func socialID(hi, lo uint64) string {
	out := []byte("1")
	for len(out) < 21 {
		out = append(out, '0'+byte(hi%10))
		hi = hi/10 ^ lo
		lo /= 7
	}
	return string(out)
}

// clientID is the 32 letters and digits of an application.
func clientID(hi, lo uint64) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	var out [32]byte
	for i := range out {
		half := &hi
		if i%2 == 1 {
			half = &lo
		}
		out[i] = alphabet[*half%uint64(len(alphabet))]
		*half = *half/3 + *half<<59
	}
	return string(out[:])
}
