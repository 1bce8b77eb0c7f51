"""Connections, inbound records and outbound entries."""
