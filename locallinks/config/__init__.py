"""How the project is put together and started: settings, addresses, the database launcher."""
