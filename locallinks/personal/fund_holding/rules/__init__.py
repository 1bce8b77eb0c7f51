"""What is decided about a direct payment: the conditions, what it may be used for, and how it stops."""
