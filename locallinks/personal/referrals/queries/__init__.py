"""Reads of requests, referrals, advice and questions to partners."""
