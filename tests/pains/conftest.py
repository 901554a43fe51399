"""Furniture that tests of pains borrow from the rooms they are about."""

from tests.channels.conftest import pushed_to, sender_to  # noqa: F401
from tests.deliveries.test_life import answer, network  # noqa: F401
from tests.hooks.conftest import endpoint, receiver, someone_writes, sweep  # noqa: F401
from tests.jobs.test_pages import beat  # noqa: F401
