"""Actions on memberships, passwords, cover, the duty rota, neighbourhood teams and delegations."""
