"""What is connected, what waits, and what goes out."""
