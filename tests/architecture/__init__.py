"""The rules of the house, held by tests: what is only written drifts."""
