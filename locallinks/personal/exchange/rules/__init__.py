"""Pure decisions about inbound records and outbound entries."""
