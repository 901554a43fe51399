"""The journal of the bakery of the demonstration: open, in two languages, with readers who wrote under a piece."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from liant.accounts.models import Member
from liant.kit import clock
from liant.writing.journal import moderation
from liant.writing.journal.actions import arrange
from liant.writing.journal.models import ReaderComment
from liant.writing.models import Version
from liant.writing.networks import JOURNAL

FOLDER = Path(__file__).parent


def play(story: dict[str, Any], owner: Member) -> None:
    """Nothing for an organisation without a journal. Readers wrote under what is out the longest."""
    path = FOLDER / story["slug"] / "journal.json"
    if not path.exists():
        return
    told = json.loads(path.read_text(encoding="utf-8"))
    arrange(actor=owner, is_open=True, languages=told["languages"], texts=told["texts"])
    version = Version.objects.filter(network=JOURNAL, state="published").order_by("published_at", "id").first()
    if version is None or version.published_at is None:
        return
    for said in told["comments"]:
        with clock.at(min(version.published_at + timedelta(hours=said["after_hours"]), clock.now())):
            moderation.take_comment(piece=version.piece, language="fr", name=said["name"], text=said["text"])
            comment = ReaderComment.objects.order_by("-id")[0]
            if said.get("answer"):
                moderation.answer(actor=owner, comment=comment, text=said["answer"])
            elif said.get("is_shown"):
                moderation.show(actor=owner, comment=comment)
