"""Pure decisions about a plan: its choices, its checks, the decision, its week, and how it is worded."""
