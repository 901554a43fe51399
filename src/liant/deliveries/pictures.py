"""Pictures written anew before they leave: turned the right way up, without what they tell of their place, hour and
device, and made to fit what a network takes."""

import io
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}
READ = (*FORMATS, "TIFF", "BMP", "AVIF")  # none that starts a program or speaks a language of its own
KEPT = {"transparency", "icc_profile", "duration", "loop", "disposal", "background"}
MOST_PIXELS, MOST_PIXELS_MOVING = 80_000_000, 160_000_000
LONGEST_SIDE = 4096
QUALITIES = (90, 82, 74)
SMALLER, SMALLEST_SIDE = 0.8, 320
BROKEN = (OSError, SyntaxError, ValueError, LookupError, TypeError, EOFError, OverflowError, struct.error)
"""What reading a broken picture raises: the library has no one error for it."""


class CannotRead(Exception):
    """These bytes are no picture, or one that nothing here reads."""


class CannotFit(Exception):
    """It stays larger than what is taken, however small it is made."""


@dataclass(frozen=True)
class Picture:
    content: bytes
    media_type: str
    width: int
    height: int


def is_picture(content: bytes) -> bool:
    """Whether the bytes themselves say so, whatever their name says."""
    try:
        with _opened(content):
            return True
    except CannotRead:
        return False


def written_anew(content: bytes, media_types: Sequence[str], max_bytes: int) -> Picture:
    """The picture as it may leave. Raises CannotRead or CannotFit."""
    with _opened(content) as opened:
        if _is_moving(opened):
            return _moving(opened, media_types, max_bytes)
        return _still(opened, media_types, max_bytes)


def _still(opened: Any, media_types: Sequence[str], max_bytes: int) -> Picture:
    from PIL import Image, ImageOps  # it costs time, and few messages carry a picture

    picture = ImageOps.exif_transpose(opened)
    kind = _format_for(opened.format or "", media_types, has_alpha=picture.has_transparency_data)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    for smaller, quality in _smaller_and_smaller(_plain(picture), kind):
        written = _written(smaller, kind, quality)
        if len(written) <= max_bytes:
            return Picture(written, FORMATS[kind], *smaller.size)
    raise CannotFit


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    """The picture inside; whatever goes wrong while it is read becomes CannotRead."""
    from PIL import Image  # late for the same reason

    Image.init()
    try:
        with Image.open(io.BytesIO(content), formats=READ) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise CannotRead
            yield opened
    except (*BROKEN, Image.DecompressionBombError) as error:
        raise CannotRead from error


def _is_moving(opened: Any) -> bool:
    return opened.format in ("GIF", "WEBP", "PNG") and getattr(opened, "n_frames", 1) > 1


def _format_for(source: str, media_types: Sequence[str], *, has_alpha: bool) -> str:
    """Its own where that is taken; else one that keeps what is to be seen."""
    taken = [kind for kind, media_type in FORMATS.items() if {media_type, "*/*"} & set(media_types)]
    if not taken:
        raise CannotRead
    wanted = [source, "PNG" if has_alpha else "JPEG", *taken]
    return next(kind for kind in wanted if kind in taken)


def _plain(picture: Any) -> Any:
    """The picture itself, with nothing beside it but what is needed to show it."""
    plain = picture.copy()
    plain.info = {name: value for name, value in picture.info.items() if name in KEPT}
    return plain


def _smaller_and_smaller(picture: Any, kind: str) -> Iterator[tuple[Any, int]]:
    from PIL import Image  # late for the same reason

    while True:
        for quality in QUALITIES if kind in ("JPEG", "WEBP") else QUALITIES[:1]:
            yield picture, quality
        width, height = (round(side * SMALLER) for side in picture.size)
        if max(width, height) < SMALLEST_SIDE:
            return
        info = picture.info
        picture = picture.convert(_full_colour(picture)).resize(
            (max(1, width), max(1, height)), Image.Resampling.LANCZOS
        )
        picture.info = {name: value for name, value in info.items() if name == "icc_profile"}


def _full_colour(picture: Any) -> str:
    return "RGBA" if picture.has_transparency_data else "RGB"


def _written(picture: Any, kind: str, quality: int) -> bytes:
    if kind == "JPEG" and picture.mode not in ("RGB", "L", "CMYK"):
        picture = _on_white(picture)
    options: dict[str, Any] = {"icc_profile": picture.info.get("icc_profile")}
    if kind in ("JPEG", "WEBP"):
        options |= {"quality": quality, "optimize": True} if kind == "JPEG" else {"quality": quality}
    elif kind == "PNG":
        options["optimize"] = True
    stream, image = io.BytesIO(), picture
    image.save(stream, kind, **options)
    return stream.getvalue()


def _on_white(picture: Any) -> Any:
    from PIL import Image  # late for the same reason

    if not picture.has_transparency_data:
        return picture.convert("RGB")
    see_through = picture.convert("RGBA")
    ground = Image.new("RGBA", picture.size, "white")
    ground.alpha_composite(see_through)
    return ground.convert("RGB")


def _moving(opened: Any, media_types: Sequence[str], max_bytes: int) -> Picture:
    """Every frame anew, at its own pace; it is not made smaller."""
    from PIL import ImageSequence  # late for the same reason

    kind = opened.format
    if not {FORMATS[kind], "*/*"} & set(media_types):
        raise CannotRead
    if opened.width * opened.height * opened.n_frames > MOST_PIXELS_MOVING:
        raise CannotFit
    frames = [_plain(frame) for frame in ImageSequence.Iterator(opened)]
    stream, image = io.BytesIO(), frames[0]
    pace = [frame.info.get("duration", 100) for frame in frames]
    image.save(stream, kind, save_all=True, append_images=frames[1:], duration=pace, loop=opened.info.get("loop", 0))
    if len(stream.getvalue()) > max_bytes:
        raise CannotFit
    return Picture(stream.getvalue(), FORMATS[kind], *opened.size)
