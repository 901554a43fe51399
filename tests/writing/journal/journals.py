"""An open journal and pieces in it, for the tests of the journal."""

import io
from typing import Any

from django.test import Client
from PIL import Image

HOME = "/houses/fournils/journal/"


def opened(actor: Any, **values: Any) -> Any:
    from liant.writing.journal.actions import arrange

    return arrange(actor=actor, **{"is_open": True, "languages": ["fr", "en"], **values})


def out(actor: Any, title: str = "Pourquoi la nuit", body: str = "Il est deux heures, *quai Saint-Jean*.", *,
        languages: Any = ("fr",), media: Any = (), **about: Any) -> Any:  # fmt: skip
    """A piece that can be read in the journal."""
    from liant.kit import clock
    from liant.writing import actions, moves

    piece = actions.begin(actor=actor, title=title, body=body, language=languages[0], **about)
    for language in languages[1:]:
        actions.add_version(actor=actor, piece=piece, key="journal", language=language)
    for medium in media:
        actions.add_medium(actor=actor, piece=piece, **medium)
    for step in moves.ask(actor=actor, piece=piece):
        moves.agree(actor=actor, step=step)
    for version in piece.versions.filter(network="journal"):
        from liant.writing.journal.carrier import carry

        moves.mark_published(actor=None, version=version, at=clock.now(), url=carry(version).url)
    piece.refresh_from_db()
    return piece


def a_photo(width: int = 640, height: int = 480) -> bytes:
    """With where and when it was taken."""
    picture, stream = Image.new("RGB", (width, height), "wheat"), io.BytesIO()
    exif = Image.Exif()
    exif[0x0132] = "2026:11:30 02:00:00"
    exif[0x010F] = "SecretCamera"
    picture.save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def photo(**values: Any) -> dict[str, Any]:
    return {"name": "four.jpg", "media_type": "image/jpeg", "content": a_photo(),
            "description": "Le four, ouvert sur la braise", **values}  # fmt: skip


def get(path: str = "", **headers: Any) -> Any:
    return Client().get(HOME + path, headers=headers)


def page(path: str = "", status: int = 200) -> str:
    response = get(path)
    assert response.status_code == status, (path, response.status_code)
    return response.content.decode()
