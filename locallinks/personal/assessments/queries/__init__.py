"""The conversation as it stands, its versions, the decision and the needs a plan must meet."""
