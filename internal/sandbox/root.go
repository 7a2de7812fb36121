package sandbox

import "net/http"

// serveRoot answers what lies beside the API: the tenant's token endpoint and
// keys, and the extension's own pages.
func (s *Server) serveRoot(w http.ResponseWriter, r *http.Request) {
	switch r.Method + " " + r.URL.Path {
	case "POST /oauth/token":
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		s.grant(w, r)
	case "GET /.well-known/jwks.json":
		keys, err := s.issuer.keySet()
		if err != nil {
			faultAnswer(asFault(err)).write(w, r)
			return
		}
		jsonAnswer(keys).write(w, r)
	case "GET /meta", "HEAD /meta":
		a := jsonAnswer(manifest())
		a.varies = true
		a.write(w, r)
	case "GET /admins/login":
		a := &answer{status: http.StatusFound, kind: "text/html; charset=utf-8", body: []byte("Redirecting to login page...")}
		a.header = http.Header{"Location": {rootOf(r) + "/login"}}
		a.write(w, r)
	case "POST /.extensions/on-install", "PUT /.extensions/on-update", "DELETE /.extensions/on-uninstall":
		faultAnswer(asFault(errHookAccess)).write(w, r)
	default:
		faultAnswer(noRoute()).write(w, r)
	}
}

// manifest is what the extension says about itself to everyone.
func manifest() *object {
	return fields(
		"title", "Auth0 Authorization",
		"name", "auth0-authz",
		"version", "2.13.0",
		"author", "authzx sandbox",
		"useHashName", false,
		"description", "Groups, roles and permissions: a stand-in for the extension, for demonstrations and tests",
		"type", "application",
		"category", "end_user",
		"initialUrlPath", "/login",
		"repository", "",
		"keywords", newArray("auth0", "extension"),
	)
}
