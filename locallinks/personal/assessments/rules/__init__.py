"""The rules of assessment as pure functions: `eligibility` has the tests of adults and of carers."""
