"""A server that speaks as Mastodon does: mastodon-mock, written by others from Mastodon's documentation. It keeps what is
said in memory, streams it, remembers idempotency keys, and misbehaves when it is asked to. It is not Mastodon itself.
One word of its stream is put right here: an edit is "status.update" on the line.

Those who speak to us speak through Mastodon.py, a client that others wrote too.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from liant.connectors.contract import Account
from tests.counterparts.processes import free_port, wait_until

PEOPLE = {"fournils": "Les Trois Fournils", "ana": "Ana Ruiz", "karima": "Karima Benali"}


@dataclass
class Person:
    """An account of the server. `client` is Mastodon.py, signed in."""

    server: "MastodonServer"
    name: str
    token: str

    @property
    def client(self) -> Any:
        from mastodon import Mastodon

        return Mastodon(
            access_token=self.token,
            api_base_url=self.server.url,
            mastodon_version="4.5.0",
            version_check_mode="none",
        )

    def say(self, text: str, **options: Any) -> Any:
        """A status of this person; the options are those of Mastodon.py."""
        return self.client.status_post(text, **options)

    def statuses(self) -> list[Any]:
        """What this person said, newest first."""
        me = self.client.account_verify_credentials()
        return list(self.client.account_statuses(me.id, limit=40))

    def account(self, **settings: Any) -> Account:
        """This person as a connected account."""
        return Account(settings={"server": self.server.url, **settings}, secret={"token": self.token})


@dataclass
class MastodonServer:
    port: int
    app: Any
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def person(self, name: str) -> Person:
        """One of PEOPLE."""
        return self.people[name]

    def key(self, status: Any) -> str:
        """The key under which a status comes in."""
        return f"{self.host}/statuses/{status.id}"

    def misbehave(self, path: str, *, methods: tuple[str, ...] = (), times: int | None = 1, **effect: Any) -> None:
        """Answer requests to `path` (a regular expression) otherwise: status=…, headers={…}, body={…}."""
        match = {"path_regex": path, **({"methods": list(methods)} if methods else {})}
        rule = {"match": match, "effect": {"type": "status", **effect}, "count": times}
        httpx.post(f"{self.url}/api/v1/_mock/faults", json=rule, timeout=20).raise_for_status()

    def behave(self) -> None:
        for rule in httpx.get(f"{self.url}/api/v1/_mock/faults", timeout=20).json():
            httpx.delete(f"{self.url}/api/v1/_mock/faults/{rule['id']}", timeout=20)

    def forget_keys(self) -> None:
        """An hour later: no idempotency key is known any more."""
        from mastodon_mock.db.models import Idempotency

        with self.app.state.session_factory() as session:
            session.query(Idempotency).delete()
            session.commit()


@contextmanager
def start() -> Iterator[MastodonServer]:
    """The server, for the duration of the block. Only 127.0.0.1 listens."""
    import uvicorn
    from mastodon_mock.app import create_app
    from mastodon_mock.config import DatabaseConfig, MastodonMockConfig, SeedAccount, SeedConfig, StreamingConfig

    accounts = [
        SeedAccount(username=name, display_name=shown, access_token=f"token of {name}".replace(" ", "-"))
        for name, shown in PEOPLE.items()
    ]
    accounts.append(SeedAccount(username="bea", display_name="Béa", domain="far.example"))
    config = MastodonMockConfig(
        database=DatabaseConfig(path=":memory:"),
        seed=SeedConfig(accounts=accounts),
        streaming=StreamingConfig(heartbeat_seconds=0.5),
    )
    app, port = create_app(config), free_port()
    _say_edits_as_mastodon_does(app)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_until(lambda: server.started, 20, "The Mastodon server")
    running = MastodonServer(port, app)
    running.people = {name: Person(running, name, f"token-of-{name}") for name in PEOPLE}
    try:
        yield running
    finally:
        server.should_exit = True
        server.force_exit = True
        thread.join(10)


def _say_edits_as_mastodon_does(app: Any) -> None:
    publish = app.state.event_bus.publish

    def put_right(event: Any) -> None:
        event.name = {"status_update": "status.update"}.get(event.name, event.name)
        publish(event)

    app.state.event_bus.publish = put_right
