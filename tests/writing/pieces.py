"""Pieces for tests: Léa communicates, Odile owns the house and agrees, as far as a test needs them."""

from typing import Any

LIST = "/o/fournils/writing/"


def a_piece(
    actor: Any,
    title: str = "Pourquoi la nuit",
    body: str = "Il est deux heures, quai Saint-Jean.",
    *,
    networks: Any = (("journal", None),),
    **about: Any,
) -> Any:
    from liant.writing.actions import begin

    return begin(actor=actor, title=title, body=body, networks=networks, **about)


def agreed(actor: Any, **values: Any) -> Any:
    """A piece that someone agreed to."""
    from liant.writing.moves import agree, ask

    piece = a_piece(actor, **values)
    for step in ask(actor=actor, piece=piece):
        agree(actor=actor, step=step)
    piece.refresh_from_db()
    return piece
