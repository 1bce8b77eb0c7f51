"""How the project is put together: settings, URLs, middleware, and the tools for the schema."""
