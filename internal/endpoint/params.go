package endpoint

// Values that examples use throughout, so that they fit one another.
const (
	exampleUser       = "auth0|59396da1"
	exampleGroup      = "8f2b4a52-6c1e-4d0f-9b3a-2e7c5d1a9f04"
	exampleChild      = "1d7e0c3b-52af-4b86-8c9d-f06a3b7e2d15"
	exampleRole       = "c3a91e77-0b4d-4f2c-a6e8-7d50b2f4c826"
	examplePermission = "5e6d8f10-93c7-4a1b-b2d4-0f8e7a6c5b37"
	exampleMapping    = "a47c2d9e-18b5-4e3f-9d60-6b1f8c0e7a48"
	exampleClient     = "kD3xPq8LwZr5TnV1yBs7HcJf0Gm2Ae4U"
	exampleConnection = "corp"
)

func userParam() Param {
	return Param{Name: "id", Ref: RefUser, Required: true, Type: String, Min: 1, Example: exampleUser,
		Doc: "the user's id, such as auth0|59396da1"}
}

func clientParam() Param {
	return Param{Name: "client_id", Ref: RefClient, Required: true, Type: String, Min: 1, Example: exampleClient,
		Doc: "the application's client id"}
}

func groupParam() Param {
	return Param{Name: "id", Ref: RefGroup, Required: true, Type: String, GUID: true, Min: 1, Example: exampleGroup,
		Doc: "the group's id"}
}

func roleParam() Param {
	return Param{Name: "id", Ref: RefRole, Required: true, Type: String, GUID: true, Min: 1, Example: exampleRole,
		Doc: "the role's id"}
}

func permissionParam() Param {
	return Param{Name: "id", Ref: RefPermission, Required: true, Type: String, GUID: true, Min: 1, Example: examplePermission,
		Doc: "the permission's id"}
}

// pageParams are the two of a paged route whose pages hold at most max rows.
func pageParams(max int, rows string) []Param {
	return []Param{
		{Name: "per_page", Type: Number, Min: 1, Max: max, Default: rows, Example: rows, Doc: "rows per page"},
		{Name: "page", Type: Number, Default: "1", Example: "1", Doc: "page number, from 1; 0 also means the first page"},
	}
}

// searchParams are the two of the lists that are kept in the extension.
func searchParams() []Param {
	return []Param{
		{Name: "q", Type: String, Max: 1000, Example: "fin", Doc: "text to find in the field, ignoring case; needs field"},
		{Name: "field", Type: String, Max: 1000, Example: "name", Doc: "the text field to search: name, description or _id"},
	}
}

// Sentences that several routes share.
const (
	quirkAccepted = "A 204 means that the request was accepted, not that anything changed: read back to be sure."
	quirkLost     = "Concurrent writes overwrite each other, and both get a 204: send one at a time, and read before and after."
	quirkStored   = "Ids of things that don't exist are stored all the same."
	quirkGone     = "An id that doesn't exist also gets a 204."
	quirkThin     = "Only id, name and description are returned: a form filled from them would lose the rest."
	quirkSearch   = "q without field, or with a field that is unknown or a list, gets a 500: fetch the whole list and filter it instead."
	quirkTotal    = "total counts all records, not just those found."
	quirkNoPages  = "There is no paging: page and per_page get a 400."
	quirkPages    = "Pages count from 1, and page 0 is page 1: starting at 0 reads the first page twice and misses the last."
	quirkUnits    = "Lengths are in UTF-16 units, so an emoji counts as two."
	quirkNoList   = "If the group never had such a list, the response is a 500: there was nothing to remove."
	quirkStale    = "Expanded responses may be ten seconds old: don't use them to check a write."
	quirkRaw      = "Control characters, bidirectional marks and lone surrogates are stored and returned as they are."
	quirkFull     = "The whole store is one document, limited to 500 KB unless it is kept in S3, and rewritten on every write."
	quirkThrottle = "When Auth0 throttles the tenant, the response is a 429 without Retry-After: back off. A 500 \"Blocked event loop\" is also temporary."
	quirkRules    = "Auth0 Rules reached end of life on 18 November 2026: whatever this says, the login rule may no longer run."
	quirkUnknown  = "An unknown group id gets a 500, not a 404."
)
