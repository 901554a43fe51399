"""A pytest plugin: tests that share a browser or a counterpart stay in one process when the others are spread, and get
a second try, since they drive other people's programs on a machine that may be busy. The summary counts what was tried
twice: a test that is always there has a fault."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for name in ("counterpart", "browser"):
            if item.get_closest_marker(name) or (name == "browser" and "chromium" in getattr(item, "fixturenames", ())):
                item.add_marker(pytest.mark.flaky(reruns=1))
                if not item.get_closest_marker("xdist_group"):
                    item.add_marker(pytest.mark.xdist_group(name))
                break
