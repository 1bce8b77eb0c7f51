"""What changes accounts: roles, passwords, cover, duty, teams and delegations."""
