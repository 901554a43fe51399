"""A pytest plugin: tests that share something costly, a browser, a server, what a file lays out once, stay in one process when
the others are spread. Those that drive other people's programs get a second try, on a machine that may be busy; the summary
counts what was tried twice: a test that is always there has a fault."""

import pytest

SERVERS = {
    "atproto_network": "atproto",
    "mail_server": "mail",
    "mastodon_server": "mastodon",
    "demonstration_template": "browser",
}  # fixture → group; each takes a while to start


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("counterpart") or drives_a_browser(item):
            item.add_marker(pytest.mark.flaky(reruns=1))
        if not item.get_closest_marker("xdist_group") and (group := group_of(item)):
            item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: not takes_long(item))  # else the longest begins when the others are through


def takes_long(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("counterpart")) or drives_a_browser(item)


def group_of(item: pytest.Item) -> str:
    """The server that it talks to, else its file where something is made once for it, else nothing."""
    servers = [SERVERS[name] for name in getattr(item, "fixturenames", ()) if name in SERVERS]
    if servers:
        return servers[0]
    return item.location[0] if shares_within_its_file(item) else ""


def drives_a_browser(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("browser")) or "chromium" in getattr(item, "fixturenames", ())


def shares_within_its_file(item: pytest.Item) -> bool:
    """Whether it uses something that is made once for its file."""
    found = getattr(item, "_fixtureinfo", None)
    return found is not None and any(one[-1].scope == "module" for one in found.name2fixturedefs.values() if one)
