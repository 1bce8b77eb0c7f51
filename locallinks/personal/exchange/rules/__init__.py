"""What comes in and goes out, what fits and what does not: decided on plain values."""
