"""The one state machine of a person's way through (docs/rules/local-links.md 3). Pure: plain values in, plain values
out.

The states and events are in `choices`; `states` and `events` group them, `table` is THE table.
"""
