"""Putting what was frozen on the server, once, and finding it there.

The server remembers the key of a status for an hour. Beyond it, and whenever no answer came, our own statuses are looked
through: the same words, under the same status, since the moment when it was frozen.
"""

import time
from collections.abc import Mapping
from datetime import datetime, timedelta

from liant.connectors.contract import Account, Json, OutcomeUnknown, Receipt, Rejected, Temporary
from liant.connectors.mastodon import items as reader
from liant.connectors.mastodon.session import Refusal, Session
from liant.connectors.mastodon.writing import GESTURES
from liant.connectors.media import Medium, content_of, in_frozen
from liant.kit import clock

KEY_IS_SURE_FOR = timedelta(minutes=50)
CLOCKS_DIFFER = timedelta(minutes=2)
MOST_PAGES, PAGE_SIZE = 10, 40
PROCESSING_SECONDS = 60


def put(account: Account, frozen: Json, media: Mapping[str, bytes]) -> Receipt:
    """Send it; where its key may be forgotten by now, only when it is not there."""
    session = Session(account)
    if frozen["act"] in CHANGES:
        return CHANGES[frozen["act"]][0](session, frozen)
    frozen_at = datetime.fromisoformat(frozen["at"])
    if clock.now() - frozen_at > KEY_IS_SURE_FOR and (found := look(account, frozen)):
        return found
    body = dict(frozen["status"])
    if attached := in_frozen(frozen):
        body["media_ids"] = [_uploaded(session, medium, media) for medium in attached]
    return _receipt(session, session.write("/api/v1/statuses", body, idempotency_key=frozen["key"]))


def look(account: Account, frozen: Json) -> Receipt | None:
    """Is it there? None is proof that it is not."""
    session = Session(account)
    if frozen["act"] in CHANGES:
        return CHANGES[frozen["act"]][1](session, frozen)
    since = datetime.fromisoformat(frozen["at"]) - CLOCKS_DIFFER
    below = None
    for _ in range(MOST_PAGES):
        page = session.query(
            f"/api/v1/accounts/{session.own_id}/statuses", limit=PAGE_SIZE, max_id=below, exclude_reblogs="true"
        )
        for status in page:
            if (reader.parse(status.get("created_at")) or since) < since:
                if not status.get("pinned"):
                    return None
            elif _is_it(session, status, frozen["status"]):
                return _receipt(session, status)
        if not page:
            return None
        below = str(page[-1]["id"])
    raise OutcomeUnknown("This account has said too much since to find out whether this was said.")


def _is_it(session: Session, status: Json, wanted: Json) -> bool:
    if str(status.get("in_reply_to_id") or "") != str(wanted.get("in_reply_to_id") or ""):
        return False
    try:
        source = session.query(f"/api/v1/statuses/{status['id']}/source")
    except Refusal as refusal:
        if refusal.status == 404:
            return False  # deleted in the meantime
        raise Temporary(f"Whether it is there could not be seen: {refusal}") from refusal
    return _same(source.get("text"), wanted["status"]) and _same(source.get("spoiler_text"), wanted.get("spoiler_text"))


def _same(one: object, other: object) -> bool:
    return str(one or "").split() == str(other or "").split()


def _uploaded(session: Session, medium: Medium, media: Mapping[str, bytes]) -> str:
    """The number of a picture that was taken in and is ready to be shown."""
    content = content_of(medium, media)
    found = session.upload(medium.name, medium.media_type, content, medium.description)
    ends = time.monotonic() + PROCESSING_SECONDS
    while not found.get("url"):  # moving pictures are worked on for a while
        if time.monotonic() > ends:
            raise Temporary("The server is still busy with a picture.")
        time.sleep(1)
        found = session.query(f"/api/v1/media/{found['id']}")
    return str(found["id"])


def _gesture(session: Session, frozen: Json) -> Receipt:
    """Twice is once: the server says the same the second time."""
    answer = session.write(f"/api/v1/statuses/{frozen['about']}/{GESTURES[frozen['act']]}")
    return _gesture_receipt(session, frozen, answer)


def _gesture_found(session: Session, frozen: Json) -> Receipt | None:
    try:
        status = session.query(f"/api/v1/statuses/{frozen['about']}")
    except Refusal as refusal:
        if refusal.status == 404:
            raise Rejected("What this was about is no longer there.") from refusal
        raise Temporary(f"Whether it is there could not be seen: {refusal}") from refusal
    is_there = status.get({"like": "favourited", "repost": "reblogged"}[frozen["act"]])
    return _gesture_receipt(session, frozen, status) if is_there else None


def _gesture_receipt(session: Session, frozen: Json, status: Json) -> Receipt:
    shown = status.get("reblog") if isinstance(status.get("reblog"), dict) else status
    key = f"{reader.status_key(session.host, frozen['about'])}/{GESTURES[frozen['act']]}"
    return Receipt(remote_key=key, url=(shown or {}).get("url"))


def _edit(session: Session, frozen: Json) -> Receipt:
    """Twice is once: the same words again change nothing. Pictures that are not named again would go."""
    there = session.query(f"/api/v1/statuses/{frozen['about']}")
    kept = {"media_ids": [str(medium["id"]) for medium in there.get("media_attachments") or ()]}
    if warning := there.get("spoiler_text"):
        kept |= {"spoiler_text": warning}
    return _receipt(
        session, session.write(f"/api/v1/statuses/{frozen['about']}", {**kept, **frozen["status"]}, verb="PUT")
    )


def _edit_found(session: Session, frozen: Json) -> Receipt | None:
    try:
        source = session.query(f"/api/v1/statuses/{frozen['about']}/source")
    except Refusal as refusal:
        if refusal.status == 404:
            raise Rejected("What this was about is no longer there.") from refusal
        raise Temporary(f"Whether it is there could not be seen: {refusal}") from refusal
    if not _same(source.get("text"), frozen["status"]["status"]):
        return None
    return _receipt(session, session.query(f"/api/v1/statuses/{frozen['about']}"))


def _delete(session: Session, frozen: Json) -> Receipt:
    """Twice is once: what is not there is deleted already."""
    try:
        session.write(f"/api/v1/statuses/{frozen['about']}", verb="DELETE")
    except Refusal as refusal:
        if refusal.status != 404:
            raise
    return _gone(session, frozen)


def _delete_found(session: Session, frozen: Json) -> Receipt | None:
    try:
        session.query(f"/api/v1/statuses/{frozen['about']}")
    except Refusal as refusal:
        if refusal.status == 404:
            return _gone(session, frozen)
        raise Temporary(f"Whether it is there could not be seen: {refusal}") from refusal
    return None


def _gone(session: Session, frozen: Json) -> Receipt:
    return Receipt(remote_key=f"{reader.status_key(session.host, frozen['about'])}#gone")


CHANGES = {
    **dict.fromkeys(GESTURES, (_gesture, _gesture_found)),
    "edit": (_edit, _edit_found),
    "delete": (_delete, _delete_found),
}


def _receipt(session: Session, status: Json) -> Receipt:
    return Receipt(
        remote_key=reader.status_key(session.host, status["id"]),
        url=status.get("url") or status.get("uri"),
        detail={"id": str(status["id"])},
        reply_to={"id": str(status["id"]), "visibility": status.get("visibility")},
    )
