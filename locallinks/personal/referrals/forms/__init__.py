"""What was typed, to clean values: by the team, by anybody who asks, and by whoever answers them."""
