"""What was shared with the installed app, until it is noted: words in the session, the picture in a file beside."""

import secrets as tokens
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

SESSION_KEY = "shared"
KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Shared:
    text: str = ""
    url: str = ""
    picture: str = ""  # the name of a file in the folder


def keep(request: HttpRequest, text: str, url: str, picture: bytes | None) -> None:
    """One at a time: what was shared before and not noted makes room."""
    forget(request)
    folder = folder_of_shared()
    name = ""
    if picture:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        sweep(folder)
        name = tokens.token_hex(16)
        (folder / name).write_bytes(picture)
    request.session[SESSION_KEY] = asdict(Shared(text[:20_000], url[:2000], name))


def kept(request: HttpRequest) -> Shared:
    return Shared(**request.session.get(SESSION_KEY, {}))


def picture_of(shared: Shared) -> bytes | None:
    path = folder_of_shared() / shared.picture
    return path.read_bytes() if shared.picture and path.is_file() else None


def forget(request: HttpRequest) -> None:
    shared = kept(request)
    if shared.picture:
        (folder_of_shared() / shared.picture).unlink(missing_ok=True)
    request.session.pop(SESSION_KEY, None)


def folder_of_shared() -> Path:
    return Path(settings.DATA) / "shared"


def sweep(folder: Path) -> None:
    """What nobody came back for."""
    for path in folder.iterdir():
        if path.is_file() and path.stat().st_mtime < time.time() - KEPT_SECONDS:
            path.unlink(missing_ok=True)
