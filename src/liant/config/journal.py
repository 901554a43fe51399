"""What the parts say, on the terminal and in one file, each line with the part's name."""

import contextlib
import sys
from logging import Formatter, LogRecord
from logging.handlers import RotatingFileHandler
from pathlib import Path
from time import gmtime

FILE_BYTES, KEPT_FILES = 10_000_000, 5


class Journal:
    """Lines to standard error and, with the time, to `logs/liant.log`. A full disk or a closed terminal stops nothing."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        self.path = folder / "liant.log"
        self._file = _File(self.path, maxBytes=FILE_BYTES, backupCount=KEPT_FILES, delay=True, errors="replace")
        form = Formatter("%(asctime)s.%(msecs)03dZ %(message)s", "%Y-%m-%dT%H:%M:%S")
        form.converter = gmtime
        self._file.setFormatter(form)

    def say(self, name: str, sentence: str) -> None:
        """A sentence of the supervisor about a part."""
        self.write(name, sentence.encode())

    def write(self, name: str, line: bytes) -> None:
        """A line that the part wrote."""
        text = f"[{name}] {line.decode(errors='replace').rstrip()}"
        with contextlib.suppress(OSError, ValueError):
            print(text, file=sys.stderr, flush=True)
        self._file.emit(LogRecord(name, 20, "", 0, text, None, None))

    def close(self) -> None:
        self._file.close()


class _File(RotatingFileHandler):
    def handleError(self, record: LogRecord) -> None:  # noqa: N802 - logging's name
        """Say nothing: there is nowhere left to say it."""
