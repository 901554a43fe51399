"""From the network's records to items. What an item is (mention, reply, quote) is read from the record itself, so that
the same post is the same item whether it came as a notification, in a search or from the firehose."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from liant.connectors.contract import Attachment, Author, IncomingItem, Json
from liant.connectors.storable import storable

POST, LIKE, REPOST, FOLLOW = "app.bsky.feed.post", "app.bsky.feed.like", "app.bsky.feed.repost", "app.bsky.graph.follow"
GESTURES = {LIKE: "like", REPOST: "repost", FOLLOW: "follow"}
HEARD = {POST, *GESTURES}
WEB = "https://bsky.app/profile"


def authority(uri: Any) -> str:
    """The DID inside an at:// address."""
    return str(uri or "").removeprefix("at://").partition("/")[0]


def collection(uri: Any) -> str:
    """The kind of record inside an at:// address."""
    return str(uri or "").removeprefix("at://").partition("/")[2].partition("/")[0]


def author_of(profile: Json) -> Author:
    """An author from a profile as the network shows it; the number of followers only where it is said."""
    handle = profile.get("handle")
    return Author(
        key=str(profile.get("did") or handle),
        kind="bluesky",
        name=profile.get("displayName") or None,
        handle=f"@{handle}" if handle and handle != "handle.invalid" else None,
        url=f"{WEB}/{handle or profile.get('did')}",
        followers=profile.get("followersCount"),
    )


def read_record(
    *,
    uri: str,
    cid: str | None,
    record: Json,
    us: str,
    raw: Json,
    author: Author | None = None,
    seen_at: datetime | None = None,
) -> IncomingItem | None:
    """A record of any collection we hear as an item; None for the others. `us` is our own DID."""
    item = _read(uri=uri, cid=cid, record=record, us=us, raw=raw, author=author, seen_at=seen_at)
    return storable(item) if item else None


def without_others(view: Json) -> Json:
    """The payload as it came, less the words of somebody else that it quotes: they were not said to us."""
    embed = view.get("embed")
    if not isinstance(embed, dict) or not isinstance(embed.get("record"), dict):
        return view
    quoted = embed["record"]
    inner = quoted.get("record")
    kept = {name: inner.get(name) for name in ("uri", "cid")} if isinstance(inner, dict) else {}
    outer = {name: quoted[name] for name in ("$type", "uri", "cid") if name in quoted}
    return view | {"embed": embed | {"record": outer | ({"record": kept} if kept else {})}}


def _read(
    *, uri: str, cid: str | None, record: Json, us: str, raw: Json, author: Author | None, seen_at: datetime | None
) -> IncomingItem | None:
    kind = collection(uri)
    if kind == POST:
        return _post(uri=uri, cid=cid, record=record, us=us, raw=raw, author=author, seen_at=seen_at)
    if kind not in GESTURES:
        return None
    subject = record.get("subject")
    about = subject.get("uri") if isinstance(subject, dict) else None
    return IncomingItem(
        key=uri,
        kind=GESTURES[kind],  # type: ignore[arg-type]  # its values are kinds
        text="",
        published_at=_moment(record.get("createdAt"), seen_at),
        author=author or _bare(uri),
        raw=raw,
        thread_key=about,
        parent_key=about,
        is_ours=authority(uri) == us,
    )


def read_view(view: Json, us: str) -> IncomingItem | None:
    """A post as the network shows it (search, thread, timeline) as an item."""
    record = view.get("record")
    if not isinstance(record, dict) or not view.get("uri"):
        return None
    item = read_record(
        uri=str(view["uri"]),
        cid=view.get("cid"),
        record=record,
        us=us,
        raw=without_others(view),
        author=author_of(view.get("author") or {}),
        seen_at=parse(view.get("indexedAt")),
    )
    if item and item.attachments:
        return replace(item, attachments=_with_addresses(item.attachments, view.get("embed")))
    return item


def parse(text: Any) -> datetime | None:
    """A time of the network in UTC; None when it is not one."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _post(
    *, uri: str, cid: str | None, record: Json, us: str, raw: Json, author: Author | None, seen_at: datetime | None
) -> IncomingItem:
    reply = record.get("reply")
    parent, root = _reference(reply, "parent"), _reference(reply, "root")
    mentions = us in _features(record, "did")
    quoted = quoted_uri(record)
    is_answer = bool(parent) and authority(parent.get("uri")) == us
    is_ours = authority(uri) == us
    kind = (
        "reply"
        if is_answer
        else "mention"
        if mentions
        else "quote"
        if authority(quoted) == us
        else "reply"
        if reply
        else "post"
    )
    languages = record.get("langs")
    author = author or _bare(uri)
    handle = (author.handle or author.key).lstrip("@")
    here: Json = {"uri": uri, "cid": cid}
    return IncomingItem(
        key=uri,
        kind=kind,  # type: ignore[arg-type]  # one of four words above
        text=str(record.get("text") or ""),
        published_at=_moment(record.get("createdAt"), seen_at),
        author=author,
        raw=raw,
        url=f"{WEB}/{handle}/post/{uri.rpartition('/')[2]}",
        language=str(languages[0])[:8] if isinstance(languages, list) and languages else None,
        thread_key=str(root.get("uri") or uri),
        parent_key=parent.get("uri"),
        is_addressed=not is_ours and (is_answer or mentions or authority(quoted) == us),
        is_ours=is_ours,
        tags=tuple(dict.fromkeys([*_strings(record.get("tags")), *_features(record, "tag")])),
        attachments=tuple(_attachments(record.get("embed"))),
        reply_to={**here, "root": root or here, "people": {handle.lower(): author.key} if author.handle else {}},
    )


def quoted_uri(record: Json) -> str | None:
    """The address of the post that a record quotes."""
    embed = record.get("embed")
    inner = embed.get("record") if isinstance(embed, dict) else None
    if isinstance(inner, dict) and isinstance(inner.get("record"), dict):
        inner = inner["record"]  # a quotation with images beside it
    return inner.get("uri") if isinstance(inner, dict) else None


def _bare(uri: str) -> Author:
    did = authority(uri)
    return Author(key=did, kind="bluesky", url=f"{WEB}/{did}")


def _reference(reply: Any, name: str) -> Json:
    value = reply.get(name) if isinstance(reply, dict) else None
    return {"uri": value.get("uri"), "cid": value.get("cid")} if isinstance(value, dict) else {}


def _moment(declared: Any, seen_at: datetime | None) -> datetime | None:
    """When it was said, as its author's clock has it; never later than the network saw it."""
    moment = parse(declared)
    if moment and seen_at:
        return min(moment, seen_at)
    return moment or seen_at


def _strings(values: Any) -> list[str]:
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _features(record: Json, name: str) -> list[str]:
    facets = record.get("facets")
    features = [
        feature
        for facet in (facets if isinstance(facets, list) else ())
        for feature in ((facet.get("features") or ()) if isinstance(facet, dict) else ())
    ]
    return [str(feature[name]) for feature in features if isinstance(feature, dict) and feature.get(name)]


def _attachments(embed: Any) -> Iterator[Attachment]:
    if not isinstance(embed, dict):
        return
    inner = embed.get("media")
    media: Json = inner if isinstance(inner, dict) else embed
    images = media.get("images")
    for number, image in enumerate(images if isinstance(images, list) else (), 1):
        if isinstance(image, dict) and isinstance(blob := image.get("image"), dict):
            yield Attachment(
                name=f"image {number}",
                media_type=str(blob.get("mimeType") or "image/*"),
                size_bytes=blob.get("size") if isinstance(blob.get("size"), int) else None,
                description=image.get("alt") or None,
            )
    if isinstance(video := media.get("video"), dict):
        yield Attachment("video", str(video.get("mimeType") or "video/*"), description=media.get("alt") or None)
    if isinstance(link := media.get("external"), dict) and link.get("uri"):
        yield Attachment(
            name=str(link.get("title") or link["uri"]),
            media_type="text/html",
            url=str(link["uri"]),
            description=link.get("description") or None,
        )


def _with_addresses(attachments: Sequence[Attachment], view: Any) -> tuple[Attachment, ...]:
    """Images with the address at which the network serves them, where it tells it."""
    media = view.get("media", view) if isinstance(view, dict) else {}
    images = media.get("images") if isinstance(media, dict) else None
    addresses = (
        [image.get("fullsize") for image in images if isinstance(image, dict)] if isinstance(images, list) else []
    )
    return tuple(
        replace(attachment, url=addresses[place]) if place < len(addresses) and not attachment.url else attachment
        for place, attachment in enumerate(attachments)
    )
