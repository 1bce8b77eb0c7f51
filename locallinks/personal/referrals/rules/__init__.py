"""What a request for help must hold, what anybody may ask on the public form, and how long an answer may take."""
