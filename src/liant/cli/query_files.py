"""Opens a file of queries for the commands that use one."""

import sys
from pathlib import Path

from liant.cli.main import Problem, WrongUse
from liant.engines.query.files import Entry, QueryFileError, read_queries


def load_queries(file: str, wrong: type[Problem] = WrongUse) -> tuple[str, list[Entry]]:
    """The text of a file of queries ("-" is standard input) and its entries.

    Raises WrongUse if it can't be opened, and `wrong` if it doesn't hold queries.
    """
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        source = content.decode("utf-8")
    except OSError as error:
        raise WrongUse(f"{file}: {(error.strerror or str(error)).lower()}; check the path.") from error
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise wrong(f"{file}:{line}: this isn't UTF-8 text. Save the file as UTF-8.") from error
    try:
        return source, read_queries(source)
    except QueryFileError as error:
        where = ":".join(str(part) for part in (file, error.line, error.column) if part is not None)
        raise wrong(f"{where}: {error}") from error
