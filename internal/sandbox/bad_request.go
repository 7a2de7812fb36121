package sandbox

import (
	"bytes"
	"io"
	"net"
	"net/http"
)

// refused is what net/http says by itself to a request that it can't read, such
// as one with a malformed percent sign in its path.
const refused = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400 Bad Request"

// ownWords is a listener on whose connections the server says the like in the
// words of the API.
type ownWords struct{ net.Listener }

func (l ownWords) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return ownWordsConn{c}, nil
}

type ownWordsConn struct{ net.Conn }

func (c ownWordsConn) Write(b []byte) (int, error) {
	if !bytes.Equal(b, []byte(refused)) {
		return c.Conn.Write(b)
	}
	a := faultAnswer(plainFault(http.StatusBadRequest, "Bad Request"))
	res := http.Response{
		StatusCode: a.status, ProtoMajor: 1, ProtoMinor: 1, Close: true,
		Header: a.headers(""), ContentLength: int64(len(a.body)), Body: io.NopCloser(bytes.NewReader(a.body)),
	}
	if err := res.Write(c.Conn); err != nil {
		return 0, err
	}
	return len(b), nil
}
