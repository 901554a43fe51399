"""Furniture that tests of pains borrow from the rooms they are about."""

from tests.hooks.conftest import endpoint, receiver, someone_writes, sweep  # noqa: F401
