"""Record a referral, answer a request, give advice, and ask partners."""
