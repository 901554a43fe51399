"""Colleagues who meet: by lot, in turn, because they want to."""
