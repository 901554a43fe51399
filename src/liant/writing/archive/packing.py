"""One zip with all that was written, put together straight on the disk: piece by piece, each read in a transaction of its
own, so that neither memory nor the database waits for the whole."""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.utils import translation

from liant import __version__
from liant.kit import clock
from liant.tenancy.context import tenant
from liant.tenancy.models import Organisation
from liant.writing.archive import lines, queries, site, streams
from liant.writing.archive.gathering import Gathered, gather
from liant.writing.offers import annexes

FORMAT = 1
AS_THEY_ARE = (".jpg", ".png", ".webp", ".gif", ".mp3", ".m4a", ".mp4", ".zip", ".pdf")  # pressed together already
CHUNK = 1 << 20


class Broken(Exception):
    """What was read back is not what was written: a sentence."""


@dataclass(frozen=True)
class Packed:
    size_bytes: int
    sha256: str
    pieces: int
    drafts: int
    media: int
    elsewhere: int


def place_of(organisation_id: int, archive_id: int) -> Path:
    return folder_of(organisation_id) / f"{archive_id}.zip"


def folder_of(organisation_id: int) -> Path:
    return Path(settings.DATA) / "archives" / str(organisation_id)


def forget_files(organisation_id: int, archive_ids: list[int]) -> None:
    for archive_id in archive_ids:
        place_of(organisation_id, archive_id).unlink(missing_ok=True)


@dataclass
class Parcel:
    """A zip being filled, which remembers the sum of each file it takes."""

    zip: zipfile.ZipFile
    files: list[dict[str, Any]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def add(self, name: str, content: bytes | str) -> None:
        told = content.encode() if isinstance(content, str) else content
        with self._entry(name) as entry:
            entry.write(told)
        self._note(name, len(told), hashlib.sha256(told).hexdigest())

    def add_file(self, name: str, source: IO[bytes]) -> None:
        """What was written beside, from its beginning."""
        source.seek(0)
        size, found = 0, hashlib.sha256()
        with self._entry(name) as entry:
            while chunk := source.read(CHUNK):
                entry.write(chunk)
                found.update(chunk)
                size += len(chunk)
        self._note(name, size, found.hexdigest())

    def _entry(self, name: str) -> IO[bytes]:
        told = zipfile.ZipInfo(name, clock.now().timetuple()[:6])
        told.compress_type = zipfile.ZIP_STORED if name.endswith(AS_THEY_ARE) else zipfile.ZIP_DEFLATED
        told.external_attr = 0o644 << 16
        return self.zip.open(told, "w", force_zip64=True)

    def _note(self, name: str, size: int, sha256: str) -> None:
        self.names.add(name)
        self.files.append({"path": name, "bytes": size, "sha256": sha256})


def pack(organisation_id: int, place: Path) -> Packed:
    """Write the archive of this organisation to `place`, whole or not at all. Raises OSError, Broken."""
    place.parent.mkdir(parents=True, exist_ok=True)
    half = place.with_suffix(".half")
    try:
        with zipfile.ZipFile(half, "w", allowZip64=True) as opened:
            packed = _fill(organisation_id, Parcel(opened), place.parent)
        check(half)
        half.replace(place)
    finally:
        half.unlink(missing_ok=True)
    return Packed(size_bytes=place.stat().st_size, sha256=sum_of(place), **packed)


def _fill(organisation_id: int, parcel: Parcel, folder: Path) -> dict[str, int]:
    with tenant(organisation_id):
        house, ids = Organisation.objects.get(), queries.ids_of_pieces()
    index, counts = site.Index(house), {"pieces": 0, "drafts": 0, "media": 0, "elsewhere": 0}
    with ExitStack() as beside, translation.override(house.language):
        told = beside.enter_context(tempfile.TemporaryFile(dir=folder))
        spoken = beside.enter_context(tempfile.TemporaryFile(dir=folder))
        stream = streams.Stream(house, spoken)
        for piece_id in ids:
            with tenant(organisation_id):
                found = gather(piece_id)
            if found is None:  # thrown away meanwhile
                continue
            _one_piece(found, parcel, index, counts)
            told.write(lines.line_of(found))
            stream.add(found)
        for name, content in index.pages():
            parcel.add(f"site/{name}", content)
        stream.close()
        parcel.add_file("activitystreams.json", spoken)
        parcel.add_file("pieces.jsonl", told)
    _annexes(organisation_id, parcel, folder)
    parcel.add(site.readme_name(house), site.readme(house, counts))
    parcel.add("manifest.json", manifest(house, counts, parcel))
    return counts


def _one_piece(found: Gathered, parcel: Parcel, index: site.Index, counts: dict[str, int]) -> None:
    """Its media, each once, then a page in each of its languages, when it is published."""
    for medium in found.media:
        counts["elsewhere"] += not medium.path
        name = f"site/{medium.path}"
        if medium.path and name not in parcel.names:
            parcel.add(name, medium.content)
            counts["media"] += 1
    for name, content in index.add(found):
        parcel.add(f"site/{name}", content)
    counts["pieces" if found.is_published else "drafts"] += 1


def _annexes(organisation_id: int, parcel: Parcel, folder: Path) -> None:
    """What other rooms keep beside the pieces, one file of lines each."""
    for annex in annexes():
        with tempfile.TemporaryFile(dir=folder) as told, tenant(organisation_id):
            for row in annex.rows():
                told.write(lines.as_line(row))
            parcel.add_file(f"{annex.name}.jsonl", told)


def manifest(house: Organisation, counts: dict[str, int], parcel: Parcel) -> str:
    """All files with their sums, but itself."""
    told = {
        "what": "The archive of all that this house wrote, made by Liant.", "format": FORMAT, "made_by": f"Liant {__version__}",
        "made_at": clock.now().isoformat(timespec="seconds"), "house": house.name, "short_name": house.slug,
        "counts": counts, "files": parcel.files,
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1)


def check(place: Path) -> dict[str, Any]:
    """The manifest of an archive, once every file in it was read back and found to be what the manifest says. Raises
    Broken."""
    with zipfile.ZipFile(place) as opened:
        told = json.loads(opened.read("manifest.json"))
        for one in told["files"]:
            try:
                with opened.open(one["path"]) as entry:
                    found = hashlib.sha256()
                    for chunk in chunks(entry):
                        found.update(chunk)
            except (KeyError, zipfile.BadZipFile) as error:
                raise Broken(f"{one['path']} cannot be read back.") from error
            if found.hexdigest() != one["sha256"]:
                raise Broken(f"{one['path']} is not what was written.")
        if missing := set(opened.namelist()) - {one["path"] for one in told["files"]} - {"manifest.json"}:
            raise Broken(f"{min(missing)} is not in the manifest.")
    return told


def unpack(place: Path, folder: Path) -> None:
    """A folder instead of one file, for whoever asks for that."""
    with zipfile.ZipFile(place) as opened:
        opened.extractall(folder)


def sum_of(place: Path) -> str:
    found = hashlib.sha256()
    with place.open("rb") as source:
        for chunk in chunks(source):
            found.update(chunk)
    return found.hexdigest()


def chunks(source: IO[bytes]) -> Iterator[bytes]:
    while chunk := source.read(CHUNK):
        yield chunk
