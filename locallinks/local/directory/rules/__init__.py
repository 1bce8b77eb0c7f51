"""Pure decisions about a directory: what a feed says, what is mended or refused, when a service next meets."""
