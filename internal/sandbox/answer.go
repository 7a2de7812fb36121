package sandbox

import (
	"maps"
	"net/http"
	"strconv"
)

const (
	answerType     = "application/json; charset=utf-8"
	exposedHeaders = "WWW-Authenticate,Server-Authorization"
	// compressed is from how many bytes on the real server would compress.
	compressed = 1024
)

// answer is what goes out.
type answer struct {
	status  int
	body    []byte
	kind    string // content type; JSON when empty
	header  http.Header
	foreign bool // an answer of the server around the routes: nothing about origins in it
	varies  bool // whether it varies with the encoding asked for
}

// outsideCORS marks an answer that no route gave.
func (a *answer) outsideCORS() *answer {
	a.foreign = true
	return a
}

func jsonAnswer(v value) *answer {
	return rawAnswer(appendJSON(nil, v))
}

// rawAnswer is an answer whose JSON is written already.
func rawAnswer(body []byte) *answer { return &answer{status: http.StatusOK, body: body} }

// done is the answer of a write that has nothing to say.
func done() *answer { return &answer{status: http.StatusNoContent, varies: true} }

func faultAnswer(f *fault) *answer {
	a := &answer{status: f.status, body: appendObject(nil, f.body())}
	if f.challenge != "" {
		a.header = http.Header{"Www-Authenticate": {`Token error="` + f.challenge + `"`}}
	}
	return a
}

func (a *answer) write(w http.ResponseWriter, r *http.Request) {
	maps.Copy(w.Header(), a.headers(r.Header.Get("Origin")))
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body)
}

// headers are those that go out to a page of that origin; most often to none.
func (a *answer) headers(origin string) http.Header {
	h := http.Header{}
	maps.Copy(h, a.header)
	h.Set("Cache-Control", "no-cache")
	vary := ""
	if !a.foreign {
		vary = "origin"
		h.Set("Access-Control-Expose-Headers", exposedHeaders)
		if origin != "" {
			h.Set("Access-Control-Allow-Origin", origin)
		}
	}
	if a.varies || len(a.body) >= compressed {
		if vary != "" {
			vary += ","
		}
		vary += "accept-encoding"
	}
	if vary != "" {
		h.Set("Vary", vary)
	}
	if len(a.body) > 0 {
		kind := a.kind
		if kind == "" {
			kind = answerType
		}
		h.Set("Content-Type", kind)
		h.Set("Content-Length", strconv.Itoa(len(a.body)))
	}
	return h
}
