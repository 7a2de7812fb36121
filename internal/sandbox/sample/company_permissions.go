package sample

// companyApplications lists the five applications that people use, then a
// program and the entry that Auth0 keeps for itself, which GET /applications
// leaves out.
func companyApplications() []application {
	return []application{
		{name: "Expenses", kind: "spa", callbacks: []string{"https://expenses.acme.test/callback"}},
		{name: "Timesheets", kind: "regular_web", callbacks: []string{"https://time.acme.test/callback", "http://localhost:5000/callback"}},
		{name: "Acme Mobile", kind: "native", callbacks: []string{"test.acme.mobile://callback"}},
		{name: "Ledger", kind: "regular_web", callbacks: []string{"https://ledger.acme.test/login/done"}},
		{name: "Deploy Console", kind: "spa", callbacks: []string{"https://deploy.acme.test/", "https://deploy.staging.acme.test/"}},
		{name: "Nightly payroll job", kind: "non_interactive"},
		{name: "All Applications", global: true},
	}
}

// right is a permission: its name and what it allows.
type right struct{ name, description string }

func companyPermissions() []permission {
	var permissions []permission
	add := func(application string, rights []right) {
		for _, r := range rights {
			permissions = append(permissions, permission{
				id: companyPermission(application + "/" + r.name), name: r.name, description: r.description,
				application: companyClient(application),
			})
		}
	}
	add("Expenses", expensesRights())
	add("Timesheets", timesheetsRights())
	add("Acme Mobile", mobileRights())
	add("Ledger", ledgerRights())
	add("Deploy Console", deployRights())
	add("Intranet", []right{{"edit:pages", "Edit pages of the intranet"}})
	return permissions
}

func expensesRights() []right {
	return []right{
		{"read:expenses", "See expense reports"},
		{"create:expenses", "Start a new expense report"},
		{"update:expenses", "Change a report until it is approved"},
		{"delete:expenses", "Remove a report for good"},
		{"approve:expenses", "Approve or reject a report"},
		{"reimburse:expenses", "Release the payment of an approved report"},
		{"read:receipts", "Open the receipts of others"},
		{"upload:receipts", "Attach receipts to a report"},
		{"read:reports", "See spending by team and month"},
		{"export:reports", "Download spending as a spreadsheet"},
	}
}

func timesheetsRights() []right {
	return []right{
		{"read:timesheets", "See hours worked"},
		{"submit:timesheets", "Hand in the hours of a week"},
		{"approve:timesheets", "Sign off the hours of a team"},
		{"reopen:timesheets", "Open a week that was signed off"},
		{"read:absences", "See who is away, and when"},
		{"request:absences", "Ask for days off"},
		{"approve:absences", "Grant or refuse days off"},
		{"read:reports", "See hours by project and month"},
		{"manage:projects", "Open and close projects to book on"},
	}
}

// mobileRights ends with a permission that no role has.
func mobileRights() []right {
	return []right{
		{"read:inbox", "Read company news and messages"},
		{"read:directory", "Look up colleagues"},
		{"update:profile", "Change one's own picture and phone number"},
		{"scan:badges", "Open doors with the phone"},
		{"send:push", "Send a notice to everybody's phone"},
		{"approve:expenses", "Approve an expense report on the phone"},
		{"approve:absences", "Grant days off on the phone"},
		{"wipe:devices", "Erase a lost phone from afar"},
	}
}

func ledgerRights() []right {
	return []right{
		{"read:invoices", "See invoices of suppliers"},
		{"create:invoices", "Enter an invoice"},
		{"approve:invoices", "Clear an invoice for payment"},
		{"pay:invoices", "Send a payment to the bank"},
		{"read:ledger", "See the books"},
		{"post:ledger", "Book an entry"},
		{"close:periods", "Close a month or a year"},
		{"read:reports", "See balance sheet and results"},
		{"manage:vendors", "Add suppliers and change their bank details"},
	}
}

func deployRights() []right {
	return []right{
		{"read:services", "See services, versions and health"},
		{"deploy:staging", "Ship a build to staging"},
		{"deploy:production", "Ship a build to production"},
		{"rollback:production", "Put the last good build back"},
		{"read:logs", "Read logs of all services"},
		{"manage:flags", "Turn features on and off"},
		{"ack:alerts", "Take an alert"},
		{"rotate:credentials", "Renew keys and passwords of services"},
	}
}
