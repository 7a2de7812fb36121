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
		{Name: "per_page", Type: Number, Min: 1, Max: max, Default: rows, Example: rows, Doc: "rows on a page"},
		{Name: "page", Type: Number, Default: "1", Example: "1", Doc: "which page, counted from 1; 0 means the first one too"},
	}
}

// searchParams are the two of the lists that are kept in the extension.
func searchParams() []Param {
	return []Param{
		{Name: "q", Type: String, Max: 1000, Example: "fin", Doc: "text to look for within the field, in any case; needs field"},
		{Name: "field", Type: String, Max: 1000, Example: "name", Doc: "the one text field to look in: name, description or _id"},
	}
}

// Sentences that several routes share.
const (
	quirkAccepted = "204 means that the request was accepted, not that anything changed: read back to be sure."
	quirkLost     = "Two writes at the same time overwrite each other's work, and both answer 204: send one at a time, read before and after."
	quirkStored   = "Ids that belong to nothing are stored without complaint."
	quirkGone     = "An id that does not exist answers 204 as well."
	quirkThin     = "Only the id, the name and the description come back: a form filled from it would lose the rest."
	quirkSearch   = "q without field, or with a field that is unknown or a list, is a 500; filter what the whole list gives instead."
	quirkTotal    = "total counts everything, whatever the search left over."
	quirkNoPages  = "There is no paging: page or per_page is a 400."
	quirkPages    = "Pages count from 1, and page 0 is page 1 again: who walks from 0 reads the first page twice and misses the last."
	quirkUnits    = "Lengths count UTF-16 units, so an emoji takes two."
	quirkNoList   = "When the group never had such a list the answer is a 500: there was nothing to remove."
	quirkStale    = "Expanded answers may be ten seconds old: never check a write with them."
	quirkRaw      = "Control characters, bidirectional marks and lone surrogates are stored and come back as they are."
	quirkFull     = "The whole store is one document, of 500 KB where it isn't kept in S3, and is rewritten at each write."
	quirkThrottle = "A tenant that is throttled comes through as a 429 without Retry-After: wait longer each time. A 500 \"Blocked event loop\" passes, too."
	quirkRules    = "Auth0 Rules reached their end of life on 18 November 2026: the login rule may no longer run, whatever stands here."
	quirkUnknown  = "An id of no group is a 500, not a 404."
)
