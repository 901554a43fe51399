"""A channel made of two files in a folder: it prints what would be sent, and remembers it so that it can be found.

`inbox.jsonl` is read as what came in (the columns of the files connector), `outbox.jsonl` holds what was sent; media
lie beside it, under the sum of their bytes.
"""

import fcntl
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TextIO

from liant.connectors.contract import (
    NO_MEDIA,
    Account,
    Capabilities,
    Draft,
    Field,
    Json,
    Misconfigured,
    Page,
    Receipt,
    Temporary,
)
from liant.connectors.files import reading
from liant.connectors.media import content_of, in_frozen, named


class Console:
    kind = "console"
    label = {"en": "Console", "fr": "Console"}
    summary = {
        "en": "Prints what would be sent and keeps it in a folder, where it also looks for what comes in.",
        "fr": "Affiche ce qui serait envoyé et le garde dans un dossier, où il cherche aussi ce qui arrive.",
    }
    icon = "terminal-2"
    capabilities = Capabilities(
        can_fetch=True,
        can_reply=True,
        can_post=True,
        can_like=True,
        can_repost=True,
        can_edit=True,
        can_delete=True,
        has_threads=True,
        can_repeat=True,
        can_look_up=True,
        max_media=4,
        max_media_bytes=10_000_000,
        media_types=("*/*",),
    )
    settings = (
        Field(
            "folder",
            "text",
            {"en": "Folder", "fr": "Dossier"},
            {
                "en": "Holds inbox.jsonl (what comes in) and outbox.jsonl (what was sent).",
                "fr": "Contient inbox.jsonl (ce qui arrive) et outbox.jsonl (ce qui a été envoyé).",
            },
        ),
    )

    def check(self, account: Account) -> str:
        folder = _folder(account)
        return f"The folder {folder} is there; {sum(1 for _ in _sent(folder))} messages were sent through it."

    def fetch(self, account: Account, cursor: Json | None, now: datetime) -> Page:
        inbox = _folder(account) / "inbox.jsonl"
        if not inbox.exists():
            return Page(items=(), cursor=cursor or {}, heard_to_at=now)
        return reading.read_page(inbox, {}, cursor, now)

    def prepare(self, account: Account, draft: Draft, key: str, now: datetime) -> Json:
        return {
            "key": key,
            "kind": draft.kind,
            "text": draft.text,
            "subject": draft.subject,
            "to": list(draft.to),
            "target": draft.target,
            "prepared_at": now.isoformat(),
            "media": named(draft.attachments),
        }

    def send(self, account: Account, frozen: Json, media: Mapping[str, bytes] = NO_MEDIA) -> Receipt:
        folder = _folder(account)
        with _locked(folder) as outbox:
            if any(sent["key"] == frozen["key"] for sent in _sent(folder)):
                return _receipt(frozen)
            for medium in in_frozen(frozen):
                (folder / medium.sha256).write_bytes(content_of(medium, media))
            outbox.write(json.dumps(frozen, ensure_ascii=False) + "\n")
        print(f"[{frozen['kind']}] {frozen['text']}", file=sys.stderr)
        return _receipt(frozen)

    def find(self, account: Account, frozen: Json) -> Receipt | None:
        is_there = any(sent["key"] == frozen["key"] for sent in _sent(_folder(account)))
        return _receipt(frozen) if is_there else None


def _receipt(frozen: Json) -> Receipt:
    return Receipt(remote_key=f"console:{frozen['key']}", reply_to={"key": frozen["key"]})


def _folder(account: Account) -> Path:
    folder = Path(str(account.settings.get("folder") or ""))
    if not account.settings.get("folder") or not folder.is_dir():
        raise Misconfigured("This folder is not there.", "folder")
    return folder


@contextmanager
def _locked(folder: Path) -> Iterator[TextIO]:
    try:
        with (folder / "outbox.jsonl").open("a", encoding="utf-8") as outbox:
            fcntl.flock(outbox, fcntl.LOCK_EX)
            yield outbox
    except OSError as error:
        raise Temporary(f"The outbox cannot be written: {error.strerror}.") from error


def _sent(folder: Path) -> Iterator[Json]:
    try:
        with (folder / "outbox.jsonl").open(encoding="utf-8") as outbox:
            for line in outbox:
                try:
                    yield json.loads(line)
                except ValueError:
                    continue  # a line cut by a crash was never acknowledged
    except FileNotFoundError:
        return
    except OSError as error:
        raise Temporary(f"The outbox cannot be read: {error.strerror}.") from error
