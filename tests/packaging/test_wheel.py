"""The wheel holds all it needs, stays light with what it stands on, and runs in an empty environment."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.config.processes import about, eventually, free_port

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
MOST_MEGABYTES = 600
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")

pytestmark = pytest.mark.xdist_group("packaging")


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder that the database's system user may reach."""
    place = Path(tempfile.mkdtemp(prefix="liant-test-", dir="/var/tmp"))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(scope="module")
def wheel(place: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", place, ROOT],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return next(place.glob("*.whl"))


@pytest.fixture(scope="module")
def environment(place: Path, wheel: Path) -> Path:
    """An empty environment with the wheel and what it stands on, by their hashes."""
    home = place / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    uv = [Path(sys.prefix) / "bin/uv", "pip", "install", "--quiet", "--python", home / "bin/python"]
    given = dict(os.environ)
    if CERTIFICATES.exists():
        given.setdefault("UV_SYSTEM_CERTS", "1")
    subprocess.run([*uv, "--require-hashes", "-r", ROOT / "requirements/base.txt"], check=True, env=given)
    subprocess.run([*uv, "--no-deps", wheel], check=True, env=given)
    return home


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    package = [path for path in (SOURCE / "liant").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    expected = {str(path.relative_to(SOURCE)) for path in package}
    expected |= {name.removesuffix(".po") + ".mo" for name in expected if name.endswith(".po")}
    assert not expected - names
    assert "liant/web/static/vendor/htmx.min.js" in names
    assert any(name.endswith(".mo") for name in names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not {name for name in names if "__pycache__" in name or "/tests/" in name}


def test_what_is_installed_stays_light(environment: Path) -> None:
    seen: dict[int, int] = {}
    for folder, _, files in os.walk(environment):
        for name in files:
            about_file = os.lstat(Path(folder) / name)
            seen[about_file.st_ino] = about_file.st_blocks * 512
    assert sum(seen.values()) / 1e6 < MOST_MEGABYTES


def test_it_starts_shows_the_sign_in_page_and_stops(environment: Path, place: Path) -> None:
    data, port = place / "data", free_port()
    out, err = place / "out", place / "err"
    with out.open("wb") as said, err.open("wb") as errors:
        process = subprocess.Popen(
            [environment / "bin/liant", "up", "--port", str(port), "--data", data],
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "HOME": str(place), "LC_ALL": "C.UTF-8"},
            stdout=said,
            stderr=errors,
        )
    try:
        assert eventually(lambda: "Ctrl-C" in out.read_text() or process.poll() is not None, 400)
        assert process.poll() is None, err.read_text()
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", follow_redirects=True, timeout=20) as client:
            page = client.get("/account/login/")
            assert page.status_code == 200
            assert "<form" in page.text
            assert client.get("/static/vendor/htmx.min.js").status_code == 200
            link = next(line.split()[-1] for line in out.read_text().splitlines() if "once" in line)
            assert client.get(link).status_code == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert not about(data)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
