"""Do we already know this person, how did they come to us, what was asked, and what waits for an answer?"""
