"""The state machine of a pathway (docs/rules/local-links.md 3), as pure functions on plain values.

The states and events are in `choices`. `states` and `endings` group them, and `transitions` is the table.
"""
