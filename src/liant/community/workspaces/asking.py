"""One look at a workspace by its API, with no transaction around what is asked of another server."""

from liant.community.workspaces import mastodon, queries, zulip
from liant.community.workspaces.models import Workspace
from liant.community.workspaces.reading import Found
from liant.kit.secrets import unseal_json

READERS = {"zulip": zulip.read, "mastodon": mastodon.read}
Refused = zulip.Refused


def known_in(kind: str) -> dict[str, int]:
    return queries.known_by_handle("mastodon") if kind == "mastodon" else queries.known_by_address()


def look(workspace: Workspace, known: dict[str, int]) -> tuple[str, Found]:
    """The next cursor, and what was found. Raises Refused, http.HttpError, CannotUnseal."""
    found = Found(workspace.kind, known)
    secret = unseal_json(workspace.secret)
    return READERS[workspace.kind](workspace.url, secret, workspace.cursor, found), found


def try_out(kind: str, url: str, secret: dict[str, str]) -> None:
    """One small question, before anything is kept. Raises Refused, http.HttpError."""
    if kind == "zulip":
        zulip.ask(url, secret, "users", {})
    else:
        mastodon.ask(url, secret, "timelines/public", {"local": "true", "limit": 1})
