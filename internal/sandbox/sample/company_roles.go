package sample

// grant is a role as the company's tables write one: permissions by their name
// in the same application, direct holders by the local part of their address.
type grant struct {
	application, name, description string
	permissions, users             []string
}

func companyRoles(s staff) []role {
	grants := append(officeGrants(), ledgerAndDeployGrants()...)
	roles := make([]role, 0, len(grants))
	for _, g := range grants {
		roles = append(roles, role{
			id: companyRole(g.application + "/" + g.name), name: g.name, description: g.description,
			application: companyClient(g.application),
			permissions: mapEach(g.permissions, func(name string) string {
				return companyPermission(g.application + "/" + name)
			}),
			users: s.of(g.users),
		})
	}
	return roles
}

func officeGrants() []grant {
	return []grant{
		{
			application: "Expenses", name: "Submitter", description: "Hands in expenses of one's own",
			permissions: []string{"create:expenses", "read:expenses", "update:expenses", "upload:receipts"},
		}, {
			// Ann has this role through her group as well.
			application: "Expenses", name: "Approver", description: "Says yes or no to the expenses of others",
			permissions: []string{"read:expenses", "approve:expenses", "read:receipts"},
			users:       []string{"ann", "wanda"},
		}, {
			application: "Expenses", name: "Expense Desk", description: "Handles expenses from approval to payment",
			permissions: []string{
				"read:expenses", "approve:expenses", "reimburse:expenses", "delete:expenses",
				"read:receipts", "read:reports", "export:reports",
			},
		}, {
			application: "Expenses", name: "Auditor", description: "Sees every expense, changes none",
			permissions: []string{"read:expenses", "read:receipts", "read:reports"},
			users:       []string{"ruth"},
		}, {
			application: "Timesheets", name: "Reporter", description: "Writes down hours and asks for days off",
			permissions: []string{"read:timesheets", "submit:timesheets", "read:absences", "request:absences"},
		}, {
			application: "Timesheets", name: "Approver", description: "Signs off hours and days off of a team",
			permissions: []string{
				"read:timesheets", "approve:timesheets", "reopen:timesheets", "read:absences", "approve:absences",
			},
			users: []string{"bjorn", "nadia", "abigail"},
		}, {
			// Nobody has this role.
			application: "Timesheets", name: "Payroll Export", description: "Hands the hours of a month to the payroll office",
			permissions: []string{"read:timesheets", "read:reports", "manage:projects"},
		}, {
			application: "Acme Mobile", name: "Member", description: "The company in one's pocket",
			permissions: []string{"read:inbox", "read:directory", "update:profile", "scan:badges"},
			users:       []string{"noor", "oscar"},
		}, {
			application: "Acme Mobile", name: "Mobile Approver", description: "Approvals on the way",
			permissions: []string{"approve:expenses", "approve:absences", "send:push"},
		},
	}
}

func ledgerAndDeployGrants() []grant {
	return []grant{
		{
			application: "Ledger", name: "Clerk", description: "Enters invoices and looks after suppliers",
			permissions: []string{"read:invoices", "create:invoices", "manage:vendors"},
		}, {
			application: "Ledger", name: "Controller", description: "Books, pays and closes the month",
			permissions: []string{
				"read:invoices", "approve:invoices", "pay:invoices", "read:ledger", "post:ledger",
				"close:periods", "read:reports",
			},
		}, {
			application: "Ledger", name: "Auditor", description: "Sees every booking, makes none",
			permissions: []string{"read:invoices", "read:ledger", "read:reports"},
			users:       []string{"ruth"},
		}, {
			application: "Deploy Console", name: "Developer", description: "Ships to staging and reads the logs",
			permissions: []string{"read:services", "deploy:staging", "read:logs", "manage:flags"},
			users:       []string{"uma"},
		}, {
			application: "Deploy Console", name: "Operator", description: "Ships to production and answers for it",
			permissions: []string{
				"read:services", "read:logs", "deploy:production", "rollback:production", "ack:alerts", "rotate:credentials",
			},
		}, {
			// The application is gone.
			application: "Intranet", name: "Editor", description: "Wrote pages of the old portal",
			permissions: []string{"edit:pages"},
			users:       []string{"finn"},
		},
	}
}
