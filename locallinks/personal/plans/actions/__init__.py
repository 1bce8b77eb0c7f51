"""What is done to a plan: `writing` it, `talking` about it, `sending` it, `deciding` on it; `papers` beside it."""
