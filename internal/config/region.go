package config

import "strings"

// extensionPath is where the Authorization Extension lives below every host
// that Auth0 runs for extensions.
const extensionPath = extensionID + apiPath

const (
	extensionID = "/adf6e2f2b84784b57522e3b19dfc9201"
	apiPath     = "/api"
)

// Region is a place where Auth0 runs tenants.
type Region struct {
	Name  string // as a profile gives it
	Title string
	Host  string // of extensions; a tenant's own is a label before it
	// Domains are those of the tenants, likewise, in the order of trying.
	Domains []string
}

// Regions are the regions known by name. The first three are documented by
// Auth0, the others have been seen in use.
func Regions() []Region {
	return []Region{
		{"us", "US West", "us.webtask.io", []string{"us.auth0.com", "auth0.com"}},
		{"eu", "Europe", "eu.webtask.io", []string{"eu.auth0.com"}},
		{"au", "Australia", "au.webtask.io", []string{"au.auth0.com"}},
		{"us-3", "US-3 and later", "us.webtask.run", []string{"us.auth0.com"}},
		{"eu-2", "EU-2", "eu.webtask.run", []string{"eu.auth0.com"}},
		{"jp", "Japan", "jp.webtask.run", []string{"jp.auth0.com"}},
		{"uk", "United Kingdom", "uk.webtask.run", []string{"uk.auth0.com"}},
		{"ca", "Canada", "ca.webtask.run", []string{"ca.auth0.com"}},
		{"us8", "US West, runtime 8", "us8.webtask.io", []string{"us.auth0.com", "auth0.com"}},
		{"us12", "US West, runtime 12", "us12.webtask.io", []string{"us.auth0.com", "auth0.com"}},
		{"eu8", "Europe, runtime 8", "eu8.webtask.io", []string{"eu.auth0.com"}},
		{"au8", "Australia, runtime 8", "au8.webtask.io", []string{"au.auth0.com"}},
	}
}

// BaseURL is the API's address for a tenant of the region.
func (r Region) BaseURL(tenant string) string {
	return "https://" + tenant + "." + r.Host + extensionPath
}

// TokenURLs are the addresses that may issue tokens for a tenant of the
// region, in the order of trying.
func (r Region) TokenURLs(tenant string) []string {
	urls := make([]string, len(r.Domains))
	for i, domain := range r.Domains {
		urls[i] = "https://" + tenant + "." + domain + tokenPath
	}
	return urls
}

// lookupRegion finds a region by its name, its title, its host or a tenant's domain, in
// letters of either case, and by the names that Auth0's own tables have.
func lookupRegion(given string) (Region, bool) {
	name := plainRegion(given)
	for _, r := range Regions() {
		if r.Name == name || r.Host == name || r.Domains[0] == name || plainRegion(r.Title) == name {
			return r, true
		}
	}
	if known := documented()[name]; known != "" {
		return lookupRegion(known)
	}
	return Region{}, false
}

// plainRegion is a name in small letters, with a hyphen between its parts.
func plainRegion(name string) string {
	parts := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return r == ' ' || r == '_' || r == '-' })
	return strings.Join(parts, "-")
}

// documented maps other names of regions to those of Regions.
func documented() map[string]string {
	other := map[string]string{
		"usa": "us", "united-states": "us", "us-west-1": "us", "gb": "uk",
		"us-4": "us-3", "us4": "us-3", "us-5": "us-3", "us5": "us-3", "us3": "us-3", "eu2": "eu-2",
	}
	for _, r := range Regions() {
		if len(r.Name) == len("us") { // the first of several
			other[r.Name+"-1"], other[r.Name+"1"] = r.Name, r.Name
		}
	}
	return other
}

func regionNames() string {
	var names []string
	for _, r := range Regions() {
		names = append(names, r.Name)
	}
	return strings.Join(names, ", ") + "; or, instead of a region, base_url and token_url"
}
