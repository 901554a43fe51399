"""What was typed and must not be shown again: kept between two looks at the form, so that a test or a mistake loses
nothing. Secrets lie sealed in the session; files wait in the organisation's own folder."""

import secrets as tokens
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.text import get_valid_filename

from liant.connectors.contract import Connector
from liant.kit import secrets

SESSION_KEY = "channel_drafts"
MOST_DRAFTS = 4
MOST_MEGABYTES = 200
PREFIX = "set_"  # before the name of a connector's setting in the form


@dataclass
class Draft:
    """`files`: the name of a setting → where the file lies. `too_large`: settings whose file was not taken."""

    key: str = field(default_factory=lambda: tokens.token_urlsafe(12))
    secret: dict[str, Any] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    listed: list[dict[str, Any]] = field(default_factory=list)
    too_large: list[str] = field(default_factory=list)


def take_in(request: HttpRequest, connector: Connector, organisation_id: int) -> Draft:
    """The draft of this form, with the secrets and files that came now."""
    draft = _found(request, connector, organisation_id)
    for setting in connector.settings:
        name = PREFIX + setting.name
        if setting.kind == "secret" and (typed := request.POST.get(name, "").strip()):
            draft.secret[setting.name] = typed
        elif setting.kind == "file" and (upload := request.FILES.get(name)):
            _take_file(draft, setting.name, upload, organisation_id)
    keep(request, draft, connector, organisation_id)
    return draft


def keep(request: HttpRequest, draft: Draft, connector: Connector, organisation_id: int) -> None:
    drafts = dict(request.session.get(SESSION_KEY, {}))
    drafts.pop(draft.key, None)
    if draft.secret or draft.files or draft.listed:
        drafts[draft.key] = {
            "kind": connector.kind,
            "organisation": organisation_id,
            "secret": secrets.seal_json(draft.secret),
            "files": draft.files,
            "listed": draft.listed,
        }
    while len(drafts) > MOST_DRAFTS:
        oldest = drafts.pop(next(iter(drafts)))
        for path in oldest["files"].values():
            remove_file(path, oldest["organisation"])
    request.session[SESSION_KEY] = drafts


def forget(request: HttpRequest, draft: Draft) -> None:
    """It became a channel: what it held now belongs to the channel."""
    drafts = dict(request.session.get(SESSION_KEY, {}))
    if drafts.pop(draft.key, None):
        request.session[SESSION_KEY] = drafts


def folder_of(organisation_id: int) -> Path:
    return Path(settings.DATA) / "uploads" / str(organisation_id)


def remove_file(path: str, organisation_id: int) -> None:
    """Only what lies in the organisation's own folder."""
    folder, file = folder_of(organisation_id).resolve(), Path(path).resolve()
    if path and file.is_relative_to(folder) and file.is_file():
        file.unlink()
        if file.parent != folder and not any(file.parent.iterdir()):
            file.parent.rmdir()


def _found(request: HttpRequest, connector: Connector, organisation_id: int) -> Draft:
    key = request.POST.get("draft", "")
    kept = request.session.get(SESSION_KEY, {}).get(key)
    if not kept or kept["kind"] != connector.kind or kept["organisation"] != organisation_id:
        return Draft()
    return Draft(key, secrets.unseal_json(kept["secret"]), dict(kept["files"]), list(kept["listed"]))


def _take_file(draft: Draft, name: str, upload: UploadedFile, organisation_id: int) -> None:
    if (upload.size or 0) > MOST_MEGABYTES * 1_000_000:
        draft.too_large.append(name)
        return
    folder = folder_of(organisation_id) / tokens.token_hex(8)
    folder.mkdir(parents=True, mode=0o700)
    stem, dot, suffix = (upload.name or "file").rpartition(".")
    path = folder / (get_valid_filename(stem or suffix)[:80] + (dot + get_valid_filename(suffix)[:10] if stem else ""))
    with path.open("wb") as stream:
        for chunk in upload.chunks():
            stream.write(chunk)
    if name in draft.files:
        remove_file(draft.files[name], organisation_id)
    draft.files[name] = str(path)
