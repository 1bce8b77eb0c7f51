"""What the law asks and how the conversation goes. Pure: plain values in, plain values out.

Split by sub-noun: `eligibility` (both tests), `needs_assessment` (the parts), `support_tiers`, `carers`,
`gates` (advocacy, capacity, refusal, trusted assessors), `short_term` (a short spell of help, and day 91).
"""
