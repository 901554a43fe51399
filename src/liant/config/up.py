"""The order in which everything starts, and stops."""

import contextlib
import os
from pathlib import Path

from liant.config.announcement import Announcement, Reload, tell
from liant.config.embedded import EmbeddedPostgres, default_data_dir
from liant.config.embedded.account import Account
from liant.config.embedded.folder import DataFolder
from liant.config.journal import Journal
from liant.config.phrases import Refusal, say
from liant.config.roles import check_grants, check_roles, own_database
from liant.config.startup import GRACEFUL_SECONDS, address_of, child_environment, listen, migrate, parts, run_once
from liant.config.supervisor import Supervisor


def up(*, host: str, port: int, data: Path | None, is_demo: bool, is_reloading: bool) -> int:
    """Run Liant until a signal stops it. Raises `Refusal` when it cannot start; leaves nothing running behind."""
    data_dir = data or default_data_dir()
    urls = own_database()
    with contextlib.ExitStack() as stack:
        database = EmbeddedPostgres(data_dir) if urls is None else None
        if database is not None:
            folder = database.folder
            database.hold()
            stack.callback(database.stop)
        else:
            folder = DataFolder(data_dir.absolute(), Account(name=str(os.geteuid())))
            folder.prepare()
            folder.hold()
            stack.callback(folder.release)
        door = stack.enter_context(listen(host, port))
        journal = Journal(folder.path / "logs")
        stack.callback(journal.close)
        folder.account.own(journal.path.parent)
        if database is not None:
            if not folder.cluster.exists():
                tell(say("first_start", folder=folder.path))
            urls = database.start()
        elif urls is not None:
            check_roles(urls)
        assert urls is not None  # noqa: S101 - one of the two gave them
        address = address_of(door, host)
        environment = child_environment(urls, folder, address)
        logs = journal.path.parent
        migrate(environment, urls, logs / "migrate.log")
        if database is None:
            check_grants(urls)
        if is_demo:
            _load_demonstration(environment, logs)
        supervisor = Supervisor(parts(environment, door, 1 if is_reloading else GRACEFUL_SECONDS), journal, database)
        announcement = Announcement(door, address, environment)
        stack.callback(announcement.close)
        supervisor.each_turn.append(announcement)
        if is_reloading:
            supervisor.each_turn.append(Reload(supervisor.replace))
        code = supervisor.run()
    tell(say("stopped"))
    return code


def _load_demonstration(environment: dict[str, str], logs: Path) -> None:
    """The demonstration is a courtesy: without it, Liant still starts."""
    tell(say("loading_demonstration"))
    try:
        run_once("load_demonstration", environment, logs / "demonstration.log", "demonstration_failed")
    except Refusal as refusal:
        tell(str(refusal))
