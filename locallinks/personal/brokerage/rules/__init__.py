"""Pure decisions about arrangements, provider quotes, pauses and changes, lines at risk, and helpers who leave."""
