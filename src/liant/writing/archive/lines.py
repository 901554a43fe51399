"""Each piece as one line of JSON: every version, every revision, what was said of it and what it taught."""

import json
from typing import Any

from liant.writing.archive.gathering import Gathered, day, moment


def as_line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def line_of(found: Gathered) -> bytes:
    piece = found.piece
    return as_line(
        {
            "piece": piece.slug, "title": piece.title, "state": piece.state, "kind": piece.kind, "about": piece.about,
            "topic": piece.topic.name if piece.topic else None,
            "campaign": piece.campaign.name if piece.campaign else None,
            "is_third_party": piece.is_third_party, "source_name": piece.source_name, "source_url": piece.source_url,
            "begun_on": day(piece.created_at), "published_at": moment(piece.published_at),
            "versions": found.versions, "comments": found.comments, "lessons": found.lessons,
            "agreements": found.agreements, "kept_remarks": found.kept_remarks,
            "media": [
                {"name": one.name, "media_type": one.media_type, "file": f"site/{one.path}" if one.path else None,
                 "sha256": one.sha256 or None, "bytes": one.size_bytes, "description": one.description,
                 "agreement": one.agreement, "url": one.url or None}
                for one in found.media
            ],
        }
    )  # fmt: skip
