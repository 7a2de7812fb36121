package sample

import (
	"strconv"
	"strings"
)

// A generated name is made of words of short lists, so chosen by the number of
// the thing that no two are the same; what the lists can't tell apart gets a
// number behind it.

// combine walks all pairs of a and b before it comes back to the first; round
// says how often it did.
func combine(i, a, b int) (x, y, round int) {
	x = i % a
	y = (i/a + 7*x) % b
	return x, y, i / (a * b)
}

// numbered is the word of number i, with a number once the words are used up.
func numbered(words []string, i int) string {
	return words[i%len(words)] + suffix(i/len(words))
}

func suffix(round int) string {
	if round == 0 {
		return ""
	}
	return " " + strconv.Itoa(round+1)
}

// given and family names; what stands behind a slash is for the address.
const (
	givenNames = "Ada,Aisha,Ben,Björn/bjorn,Carlos,Chloé/chloe,Dana,Đorđe/djordje,Elif,Emma,Farid,Femi,Greta,Hiro,Hugo,Ivana,Ines,Jamal," +
		"João/joao,Kenji,Lea,Łukasz/lukasz,Malik,Maya,Milan,Nina,Noah,Olga,Omar,Paula,Priya,Rafael,Renée/renee,Sara,Sofia,Søren/soren," +
		"Tariq,Tess,Uli,Victor,Wei,Yara,Yuki,Zeynep,山/yama,Анна/anna,Ελένη/eleni,지우/jiwoo"
	familyNames = "Adams,Almeida,Andersen,Bauer,Becker,Bianchi,Brown,Chen,Costa,Cruz,Dahl,Delgado,Dubois,Ekström/ekstrom,Evans,Farah,Ferrari," +
		"Fischer,Fontaine,García/garcia,Gupta,Haddad,Hansen,Ivanov,Jansen,Jensen,Kaya,Khan,Kim,Kowalski,Larsen,Lopez,Martin,Meyer," +
		"Moreno,Müller/muller,Nakamura,Nguyen,Nowak,O'Brien/obrien,O'Connor/oconnor,Okafor,Olsen,Peeters,Pereira,Petrov,Popescu,Ramos," +
		"Richter,Rossi,Sato,Schmidt,Silva,Singh,Smith,Suzuki,Tanaka,Torres,van Dijk/vandijk,Vega,Wagner,Wilson,Yilmaz,Zhang"
	departments = "Accounting,Analytics,Architecture,Billing,Brand,Clinical,Compliance,Content,Data Platform,Delivery,Design,Events,Facilities," +
		"Finance,Fleet,Fraud,Growth,Hardware,Infrastructure,Legal,Logistics,Maintenance,Marketing,Mobile,Partnerships,Payments," +
		"Payroll,Procurement,Quality,Recruiting,Research,Risk,Sales,Security,Support,Training,Treasury,Warehouse"
	places = "Amsterdam,Athens,Austin,Bangalore,Berlin,Bogotá,Boston,Cairo,Chicago,Copenhagen,Dublin,Hamburg,Helsinki,Istanbul,Johannesburg," +
		"København,Lagos,Lisbon,London,Lyon,Madrid,Melbourne,México,Milan,Montréal,Nairobi,New York,Osaka,Oslo,Paris,Prague," +
		"São Paulo,Seoul,Singapore,Stockholm,Sydney,Tokyo,Toronto,Vienna,Warsaw,Zürich"
	productNames = "Expenses,Timesheets,Ledger,Deploy Console,Acme Mobile,Storefront,Warehouse,Fleet,Payroll,Helpdesk,Campaigns,Catalogue," +
		"Contracts,Recruiting,Insights,Maps,Claims,Bookings,Inventory,Learning,Payments,Pricing,Quality,Routing,Vault"
	jobs = "Reader,Editor,Approver,Administrator,Auditor,Operator,Manager,Clerk,Analyst,Owner,Reviewer,Planner"
	// subjects serve for permissions (read:invoices) and roles (Invoices Reader).
	subjects = "accounts,alerts,assets,bookings,budgets,campaigns,claims,clusters,contracts,customers,deliveries,devices,discounts," +
		"documents,drivers,exports,features,forecasts,incidents,invoices,keys,leads,locations,messages,orders,payments,pipelines,plans," +
		"prices,products,profiles,projects,quotas,receipts,refunds,regions,reports,schedules,shipments,suppliers,tickets,vehicles"
	verbs = "read:See,create:Add,update:Change,delete:Remove,approve:Approve,export:Download,share:Share,archive:Archive"
)

func words(list string) []string { return strings.Split(list, ",") }

// vocabulary is the lists, split once for each generated tenant.
type vocabulary struct {
	given, family, departments, places, products, jobs, subjects, verbs []string
}

func newVocabulary() *vocabulary {
	return &vocabulary{
		given: words(givenNames), family: words(familyNames),
		departments: words(departments), places: words(places), products: words(productNames),
		jobs: words(jobs), subjects: words(subjects), verbs: words(verbs),
	}
}

func (v *vocabulary) fullName(i int) string {
	x, y, _ := combine(i, len(v.given), len(v.family))
	given, _, _ := strings.Cut(v.given[x], "/")
	family, _, _ := strings.Cut(v.family[y], "/")
	return given + " " + family
}

// localPart is the address of user i before the @: ASCII, and nobody else's.
func (v *vocabulary) localPart(i int) string {
	x, y, round := combine(i, len(v.given), len(v.family))
	s := address(v.given[x]) + "." + address(v.family[y])
	if round > 0 {
		s += strconv.Itoa(round + 1)
	}
	return s
}

func address(name string) string {
	shown, ascii, ok := strings.Cut(name, "/")
	if ok {
		return ascii
	}
	return strings.ToLower(shown)
}

func (v *vocabulary) groupName(i int) string {
	x, y, round := combine(i, len(v.departments), len(v.places))
	return v.departments[x] + " " + v.places[y] + suffix(round)
}

func (v *vocabulary) groupDescription(i int) string {
	x, y, _ := combine(i, len(v.departments), len(v.places))
	return "People of " + v.departments[x] + " in " + v.places[y]
}

func (v *vocabulary) roleName(n int) (name, description string) {
	x, y, round := combine(n, len(v.jobs), len(v.subjects))
	subject := strings.ToUpper(v.subjects[y][:1]) + v.subjects[y][1:]
	return subject + " " + v.jobs[x] + suffix(round), v.jobs[x] + " for all that has to do with " + v.subjects[y]
}

// permissionName names permission n of an application: all verbs of one
// subject, then the next.
func (v *vocabulary) permissionName(n int) (name, description string) {
	verb, does, _ := strings.Cut(v.verbs[n%len(v.verbs)], ":")
	n /= len(v.verbs)
	subject := v.subjects[n%len(v.subjects)]
	name = verb + ":" + subject
	if round := n / len(v.subjects); round > 0 {
		name += "." + strconv.Itoa(round+1)
	}
	return name, does + " " + subject
}
