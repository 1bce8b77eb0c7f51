"""Who somebody is, who may see them, and finding them by name. Every read of one person is written down."""
