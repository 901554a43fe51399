"""Pages for paper: a layout of ours and plain values, set by a child process that is stopped when it takes too much. Outside of
any transaction: it takes seconds."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from liant.kit import press_child

MOST_SECONDS = 180
TO_READ = ("a-2a", "ua-1")  # standards: to keep, and to be read aloud


class CannotSet(Exception):
    """Why the press stopped, in a sentence; `code`: absent, long, heavy, stopped."""

    def __init__(self, code: str, words: str):
        super().__init__(words)
        self.code = code


@dataclass(frozen=True)
class Wanted:
    """One thing to make: `name` ends in .pdf, or is the beginning of the names of pictures, one a page. `use` is told to the
    layout; `bleed_mm`: how far ink goes beyond the cut, where there are crop marks."""

    name: str
    use: str = "screen"
    standards: Sequence[str] = ()
    bleed_mm: float = 0
    ppi: int = 0  # of pictures


@dataclass(frozen=True)
class Order:
    """`doc` is read by the layout as doc.json, with `files` beside it."""

    layout: Path
    doc: Mapping[str, Any]
    wanted: Sequence[Wanted]
    fonts: Path
    files: Mapping[str, bytes] = field(default_factory=dict)
    most_seconds: int = MOST_SECONDS


def is_installed() -> bool:
    """An extra of the package: few print, and the press is large."""
    return find_spec("typst") is not None


def set_pages(order: Order) -> dict[str, bytes]:
    """What was made, by name. Raises CannotSet."""
    if not is_installed():
        raise CannotSet(
            "absent", "The press is not installed. Whoever looks after Liant types: pip install 'liant[magazine]'."
        )
    with _folder(order) as folder:
        command = [sys.executable, "-m", press_child.__name__, str(folder), str(order.fonts)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=order.most_seconds, check=False)
        except subprocess.TimeoutExpired as error:
            raise CannotSet("long", f"It took longer than {order.most_seconds} seconds.") from error
        if done.returncode < 0:
            raise CannotSet("heavy", "It took more time or memory than it may.")
        if done.returncode:
            raise CannotSet("stopped", (done.stderr.strip().splitlines() or ["The press stopped."])[-1][:480])
        return {path.name: path.read_bytes() for path in sorted((folder / "made").iterdir())}


@contextmanager
def _folder(order: Order) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="liant-press-") as name:
        folder = Path(name)
        shutil.copy(order.layout, folder / "layout.typ")
        (folder / "doc.json").write_text(json.dumps(order.doc), encoding="utf-8")
        (folder / "order.json").write_text(json.dumps([asdict(one) for one in order.wanted]), encoding="utf-8")
        (folder / "made").mkdir()
        for path, content in order.files.items():
            (folder / path).write_bytes(content)
        yield folder
