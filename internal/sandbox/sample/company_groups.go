package sample

// team is a group as the company's tables write one: members by the local part
// of their address, nested groups by name, roles as "Application/Role",
// mappings as connection and name of the group there.
type team struct {
	name, description      string
	members, nested, roles []string
	mappings               [][2]string
}

func companyGroups(s staff) []group {
	teams := append(businessTeams(), technicalTeams()...)
	groups := make([]group, 0, len(teams))
	for _, t := range teams {
		g := group{
			id: companyGroup(t.name), name: t.name, description: t.description,
			members: s.of(t.members),
			nested:  mapEach(t.nested, companyGroup),
			roles:   mapEach(t.roles, companyRole),
		}
		for i, m := range t.mappings {
			id := uuid(digest("mapping", t.name, m[0], m[1], string(rune('a'+i))))
			g.mappings = append(g.mappings, mapping{id: id, connection: m[0], groupName: m[1]})
		}
		groups = append(groups, g)
	}
	return groups
}

func businessTeams() []team {
	return []team{
		{
			name: "Employees", description: "Everyone on the payroll, through their department or the corporate directory",
			members: []string{"finn", "theo"},
			nested:  []string{"Finance", "Engineering", "People & Culture", "Sales", "Customer Support"},
			roles:   []string{"Expenses/Submitter", "Timesheets/Reporter", "Acme Mobile/Member"},
			mappings: [][2]string{
				{corporate, "GG-Staff"},
			},
		}, {
			name: "Board", description: "Directors, who see the figures and change none",
			members: []string{"beatrix", "leopold", "margaret"},
			roles:   []string{"Expenses/Auditor", "Ledger/Auditor"},
		}, {
			name: "Finance", description: "Money in, money out, and the proof of both",
			members:  []string{"beatrix", "hanna"},
			nested:   []string{"Accounts Payable", "Controlling", "Treasury"},
			roles:    []string{"Expenses/Expense Desk"},
			mappings: [][2]string{{corporate, "GG-Finance"}},
		}, {
			name: "Accounts Payable", description: "Pays suppliers and staff",
			members: []string{"ann", "carmen", "efua"},
			nested:  []string{"Payables Trainees"},
			roles:   []string{"Expenses/Approver", "Ledger/Clerk"},
		}, {
			name: "Payables Trainees", description: "Learning the ropes in Accounts Payable",
			members: []string{"jonas", "ines"},
		}, {
			name: "Controlling", description: "Plans, checks and explains the figures",
			members: []string{"bruno", "katarzyna", "florian"},
			roles:   []string{"Ledger/Controller"},
		}, {
			name: "Treasury", description: "Banks, cash and currencies",
			members: []string{"dmitri", ghost, "grace"},
			roles:   []string{"Ledger/Controller"},
		}, {
			name: "Expense Approvers", description: "Whoever the corporate directory says may approve expenses",
			members:  []string{"hanna", "bjorn", "abigail"},
			roles:    []string{"Expenses/Approver", "Acme Mobile/Mobile Approver"},
			mappings: [][2]string{{corporate, "GG-Expense-Approvers"}},
		}, {
			// The mapping names a group of the extension itself.
			name: "Invoice Desk", description: "The shared inbox for supplier invoices",
			members:  []string{"james"},
			roles:    []string{"Ledger/Clerk"},
			mappings: [][2]string{{database, "Accounts Payable"}},
		}, {
			name: "People & Culture", description: "Hiring, payroll, leave",
			members: []string{"wanda", "yusuf", "zoe"},
			roles:   []string{"Timesheets/Approver"},
		}, {
			name: "Sales", description: "Customers, before they are customers",
			members: []string{"abigail", "benoit", "chiara", "david"},
			nested:  []string{"Sales 東京"},
		}, {
			name: "Sales 東京", description: "The Tokyo office",
			members: []string{"emiko", "haruto"},
		}, {
			// One mapping was made twice.
			name: "Customer Support", description: "Customers, once they are customers",
			members:  []string{"giulia", "irina", "james", "kofi", "lars", "mona"},
			mappings: [][2]string{{corporate, "GG-Support"}, {corporate, "GG-Support"}},
		}, {
			name: "Contractors", description: "People from partner companies",
			members:  []string{"noor", "oscar", "petra", "samuel"},
			roles:    []string{"Timesheets/Reporter"},
			mappings: [][2]string{{partners, "acme-contractors"}, {vanishedAt, "contractors"}},
		}, {
			name: "Project Zephyr", description: "The merger that was called off",
		},
	}
}

func technicalTeams() []team {
	return []team{
		{
			name: "Engineering", description: "Builds and runs what Acme sells",
			members:  []string{"vera"},
			nested:   []string{"Platform", "Product"},
			roles:    []string{"Deploy Console/Developer"},
			mappings: [][2]string{{corporate, "GG-Engineering"}, {google, "eng@acme.test"}},
		}, {
			name: "Platform", description: "What every team builds upon",
			members: []string{"bjorn", "deepa", "eleni"},
			nested:  []string{"SRE"},
		}, {
			name: "SRE", description: "Site reliability: keeps it running",
			members: []string{"gustav", "helga", "mai"},
			nested:  []string{"On-call"},
			roles:   []string{"Deploy Console/Operator"},
		}, {
			// The role comes through SRE already.
			name: "On-call", description: "This week's pager holders",
			members: []string{"chidi", "yamada", "tomas"},
			roles:   []string{"Deploy Console/Operator"},
		}, {
			name: "Product", description: "What customers touch",
			members: []string{"nadia", "patrick"},
			nested:  []string{"Web", "Mobile"},
		}, {
			name: "Web", description: "Browsers, all of them",
			members: []string{"isaac", "jose", "kim", "lucia", "xu.li"},
		}, {
			name: "Mobile", description: "Phones and tablets",
			members: []string{"akira", "fatima", "quentin", "rosa", "ugo"},
		}, {
			// These two nest each other.
			name: "Security", description: "Keeps the doors shut",
			members: []string{"vera", "sven"},
			nested:  []string{"Incident Response"},
		}, {
			name: "Incident Response", description: "Called when a door was open",
			members: []string{"mai", "tomas"},
			nested:  []string{"Security"},
			roles:   []string{"Deploy Console/Operator"},
		}, {
			// Nested in itself, with a role that was deleted.
			name: "Old Intranet", description: "Carried over from the portal that was shut down",
			members: []string{"finn"},
			nested:  []string{"Old Intranet"},
			roles:   []string{"Intranet/Webmaster"},
		},
	}
}
