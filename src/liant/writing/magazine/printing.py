"""An issue put together in a folder of its own, set by a child process that is stopped when it takes too much, and read back."""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from liant import web
from liant.writing.magazine import press
from liant.writing.magazine.layout import LaidOut

FONTS = Path(web.__file__).parent / "static/vendor/fonts/print"
LAYOUT = Path(__file__).parent / "templates/magazine/issue.typ"
MOST_SECONDS = 180
MOST_BYTES = 200_000_000


class CannotSet(Exception):
    """Why the press stopped, in a sentence."""


@dataclass(frozen=True)
class Made:
    print_pdf: bytes
    screen_pdf: bytes
    proofs: list[bytes]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.print_pdf).hexdigest()


def set_issue(laid_out: LaidOut) -> Made:
    """Outside of any transaction: it takes seconds. Raises CannotSet."""
    if find_spec("typst") is None:  # an extra of the package: few print, and the press is large
        raise CannotSet("The press is not installed. Whoever looks after Liant types: pip install 'liant[magazine]'.")
    with _folder(laid_out) as folder:
        command = [sys.executable, "-m", press.__name__, str(folder), str(FONTS)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=MOST_SECONDS, check=False)
        except subprocess.TimeoutExpired as error:
            raise CannotSet(f"It took longer than {MOST_SECONDS} seconds.") from error
        if done.returncode < 0:
            raise CannotSet("It took more time or memory than an issue may.")
        if done.returncode:
            raise CannotSet((done.stderr.strip().splitlines() or ["The press stopped."])[-1][:480])
        proofs = [path.read_bytes() for path in sorted(folder.glob("page-*.png"))]
        made = Made((folder / "print.pdf").read_bytes(), (folder / "screen.pdf").read_bytes(), proofs)
    if len(made.print_pdf) + len(made.screen_pdf) > MOST_BYTES:
        raise CannotSet("The issue is too heavy: leave out some pictures.")
    return made


@contextmanager
def _folder(laid_out: LaidOut) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="liant-issue-") as name:
        folder = Path(name)
        shutil.copy(LAYOUT, folder / "issue.typ")
        (folder / "issue.json").write_text(json.dumps(laid_out.doc), encoding="utf-8")
        for path, content in laid_out.files.items():
            (folder / path).write_bytes(content)
        yield folder
