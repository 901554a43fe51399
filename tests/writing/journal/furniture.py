"""A journal with everything that its pages may have to show."""

from typing import Any

from tests.writing.journal.journals import opened, photo

RULE = "Pas de publicité."


def furnish_journal(alice: Any, piece: Any) -> dict[str, Any]:
    """Of a piece with a journal version that is agreed to; it is published here. By the names that addresses ask for."""
    from liant.channels.models import Item
    from liant.kit import clock
    from liant.writing import moves
    from liant.writing.journal import actions, moderation
    from liant.writing.journal.models import PageMention, ReaderComment, SentMention

    opened(alice, texts={"fr": {"name": "Le Journal du four", "description": "Le pain, la nuit."}},
           picture=photo()["content"], podcast_mail="radio@fournils.test")  # fmt: skip
    recording = piece.media.get(media_type="audio/mpeg")
    actions.describe_recording(actor=alice, medium=recording, duration_seconds=750, transcript="Bonsoir.",
                               chapters=[{"start": 0, "title": "La porte"}])  # fmt: skip
    version = piece.versions.get()
    moves.mark_published(actor=None, version=version, at=clock.now())
    SentMention.objects.create(version=version, target="https://meunier.example/", state="refused", answer="400")
    said = {"piece": piece, "language": "fr"}
    token = moderation.take_comment(**said, name="Karima", text="Et la nuit d’après ?", mail="karima@example.org")
    for text, decide in (
        ("Merci.", moderation.show),
        ("Achetez.", lambda **told: moderation.refuse(**told, rule=RULE)),
    ):
        moderation.take_comment(**said, name="Lucette", text=text)
        decide(actor=alice, comment=ReaderComment.objects.order_by("-id").first())
    moderation.answer(actor=alice, comment=ReaderComment.objects.get(text="Merci."), text="Merci à vous.")
    item = Item.objects.order_by("id").first()
    mention = moderation.note_mention(piece=piece, item=item)
    return {"recording": recording, "shown_medium": piece.media.get(media_type="image/jpeg"), "comment_token": token,
            "reader_comment": ReaderComment.objects.get(name="Karima"), "page_mention": PageMention.objects.get(pk=mention.pk)}  # fmt: skip
