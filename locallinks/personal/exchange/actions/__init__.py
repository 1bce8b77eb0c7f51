"""Connect another system, take in what it sends, decide about what did not fit, and number what goes out."""
