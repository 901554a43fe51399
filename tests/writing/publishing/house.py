"""A house that publishes: its journal, an account that takes threads, and a clock that is put forward."""

from contextlib import contextmanager
from datetime import timedelta
from typing import Any

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


def planned(actor: Any, *, after: timedelta = MINUTE, **values: Any) -> Any:
    """A piece that was agreed to, all its versions planned for one moment; the words of a thread by `thread`."""
    from liant.kit import clock
    from liant.writing import moves
    from liant.writing.actions import add_medium, write
    from liant.writing.models import Version
    from tests.writing.pieces import a_piece

    thread, link = values.pop("thread", []), values.pop("link", "")
    picture, description = values.pop("picture", None), values.pop("description", "")
    piece = a_piece(actor, **values)
    if picture:
        add_medium(actor=actor, piece=piece, name="four.png", media_type="image/png", content=picture,
                   description=description)  # fmt: skip
    for version in piece.versions.all():
        if version.channel is not None and (thread or link):
            write(actor=actor, version=version, seen_edition=version.edition, thread=thread, link=link)
    for step in moves.ask(actor=actor, piece=piece):
        moves.agree(actor=actor, step=step)
    for version in Version.objects.filter(piece=piece):
        moves.schedule(actor=actor, version=version, at=clock.now() + after)
    piece.refresh_from_db()
    return piece


@contextmanager
def later(by: timedelta) -> Any:
    from liant.kit import clock

    with clock.at(clock.now() + by):
        yield


def png() -> bytes:
    """A picture of one colour."""
    from io import BytesIO

    from PIL import Image

    kept = BytesIO()
    Image.new("RGB", (40, 30), (200, 160, 90)).save(kept, "PNG")
    return kept.getvalue()


def address(piece: Any) -> str:
    return f"https://fournils.example/journal/{piece.slug}"


def state_of(piece: Any) -> dict[str, str]:
    return {version.network: version.state for version in piece.versions.all()}
