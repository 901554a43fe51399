"""A real PostgreSQL for all tests, used as the application's role; the people whom tests speak of."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from tests.database import copy_migrated, create_copy

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liant.config.settings")
os.environ.setdefault("LIANT_ALLOW_PRIVATE_ADDRESSES", "1")

settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # a slow machine is no fault
settings.load_profile("house")

pytest_plugins = ["tests.people", "tests.installation", "tests.browser", "tests.counterparts.plugin"]


@pytest.fixture(scope="session")
def postgres() -> Iterator[object]:
    """One embedded server per test process, in a folder that its own system user may reach."""
    from liant.config.embedded import EmbeddedPostgres

    folder = Path(tempfile.mkdtemp(prefix="liant-test-", dir="/var/tmp"))
    folder.chmod(0o755)
    copy_migrated(folder / "data")
    with EmbeddedPostgres(folder / "data", fsync=False) as server:
        os.environ["LIANT_TEST_OWNER_URL"] = server.urls.owner
        yield server.urls
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    postgres,
    django_test_environment,
    django_db_blocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """A copy of the migrated database, used as the application's role, as in real life."""
    from django.conf import settings
    from django.db import connection

    from liant.config.settings import database

    settings.DATA = tmp_path_factory.mktemp("data")
    settings.READERSHIP_SECONDS = 0  # readings are counted at once, within the test
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    name = f"test_liant_{worker}"
    create_copy(postgres.owner, name)
    app = database(postgres.app)
    connection.settings_dict.update({key: app[key] for key in ("USER", "PASSWORD", "HOST", "PORT")}, NAME=name)
    with psycopg.connect(f"{postgres.owner.rsplit('/', 1)[0]}/{name}") as owner:
        owner.execute(f"grant truncate on all tables in schema public to {app['USER']}")  # type: ignore[arg-type]
    yield
    with django_db_blocker.unblock():
        connection.close()


@pytest.fixture(autouse=True)
def _language_of_the_house() -> Iterator[None]:
    """A page in English leaves its language behind in the thread, where the next request would choose anew, and a test would not."""
    yield
    from django.utils import translation

    translation.deactivate()


@pytest.fixture
def as_owner(db) -> Callable[[str], list[tuple]]:
    """Ask the database as its owner, who sees all organisations. Only what is committed is seen."""
    from django.db import connection

    def ask(sql: str, *params: object) -> list[tuple]:
        settings = connection.settings_dict
        owner_url = os.environ["LIANT_TEST_OWNER_URL"].rsplit("/", 1)[0]
        with psycopg.connect(f"{owner_url}/{settings['NAME']}") as owner:
            return owner.execute(sql, params).fetchall()  # type: ignore[arg-type]

    return ask
