package sample

// hire is a person as the company's tables write one.
type hire struct {
	local string // of the email address at acme.test
	name  string
	at    string // the connection of the first account
	also  string // that of a linked account, if there is one
	is    trait
}

// trait is a set of what is special about a person.
type trait uint8

const (
	multifactor trait = 1 << iota
	blocked
	neverSeen // never logged in
	away      // last seen long ago
	lately    // last seen today
)

// ghost is the address of somebody whose account was deleted.
const ghost = "lena.fuchs"

func companyPeople() []hire {
	return []hire{
		// Finance and the board.
		{"ann", "Ann Archer", database, corporate, multifactor | lately},
		{"beatrix", "Beatrix Adler", corporate, "", multifactor},
		{"bruno", "Bruno Keller", corporate, "", 0},
		{"carmen", "Carmen Ibáñez", database, "", 0},
		{"dmitri", "Дмитрий Орлов", corporate, "", 0},
		{"efua", "Efua Mensah", corporate, "", 0},
		{"florian", "Florian Weiß", corporate, "", multifactor},
		{"grace", "Grace O'Malley", database, "", 0},
		{"hanna", "Hanna Lindqvist", corporate, "", 0},
		{"ines", "Inês Carvalho", database, "", 0},
		{"jonas", "Jonas Brandt", database, "", neverSeen},
		{"katarzyna", "Katarzyna Wójcik", corporate, "", 0},
		{"leopold", "Leopold Hartmann", corporate, "", multifactor},
		{"margaret", "Margaret Osei", google, "", 0},
		// Engineering.
		{"akira", "山田 明", database, "", 0},
		{"yamada", "山田 太郎", corporate, google, multifactor},
		{"bjorn", "Björn Åkesson", corporate, "", multifactor},
		{"chidi", "Chidi Okafor", google, "", 0},
		{"deepa", "Deepa Raman", corporate, "", 0},
		{"eleni", "Ελένη Παππά", corporate, "", 0},
		{"fatima", "Fatima Zahra Alaoui", google, "", 0},
		{"gustav", "Gustav Holm", corporate, "", 0},
		{"helga", "Helga Jónsdóttir", corporate, "", 0},
		{"isaac", "Isaac Newman", google, "", 0},
		{"jose", "José García", database, "", 0},
		{"kim", "김민준", google, "", 0},
		{"lucia", "Lucía Fernández", database, "", 0},
		{"mai", "Nguyễn Thị Mai", corporate, "", multifactor},
		{"nadia", "Nadia Rossi", google, "", 0},
		{"patrick", "Patrick O'Brien", database, "", 0},
		{"quentin", "Quentin Lefèvre", corporate, "", 0},
		{"rosa", "Rosa Martínez", google, "", 0},
		{"sven", "Sven Nilsson", corporate, "", away},
		{"tomas", "Tomáš Dvořák", corporate, "", 0},
		{"ugo", "Ugo Bianchi", google, "", 0},
		{"vera", "Vera Novak", corporate, "", multifactor},
		{"xu.li", "许丽", google, "", 0},
		// People, sales and support.
		{"wanda", "Wanda Kowalska", database, "", 0},
		{"yusuf", "Yusuf Demir", database, "", 0},
		{"zoe", "Zoë van der Berg", database, google, 0},
		{"abigail", "Abigail Turner", corporate, "", 0},
		{"benoit", "Benoît Moreau", corporate, "", 0},
		{"chiara", "Chiara Conti", google, "", 0},
		{"david", "David Cohen", corporate, "", 0},
		{"emiko", "佐藤 恵美子", google, "", 0},
		{"finn", "Finn MacLeod", database, "", 0},
		{"giulia", "Giulia Ferri", database, "", 0},
		{"haruto", "鈴木 陽翔", corporate, "", 0},
		{"irina", "Ірина Коваленко", google, "", 0},
		{"james", "James Whitfield", database, "", 0},
		{"kofi", "Kofi Boateng", database, "", 0},
		{"lars", "Lars Petersen", database, "", blocked},
		{"mona", "Mona Haddad", google, "", 0},
		// From outside.
		{"noor", "Noor Rahman", partners, "", 0},
		{"oscar", "Oscar Dahl", partners, "", 0},
		{"petra", "Petra Vogel", partners, "", neverSeen},
		{"ruth", "Ruth Abrams", partners, "", multifactor},
		{"samuel", "Samuel Eto", partners, "", away},
		{"theo", "Theo Janssen", database, "", 0},
		{"uma", "Uma Krishnan", google, "", neverSeen},
	}
}
