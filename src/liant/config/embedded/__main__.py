"""PostgreSQL's own programs on the embedded database, as its owner: for backup, restoring, and looking inside.

`python -m liant.config.embedded [--data DIR] pg_dump -Fc -f liant.dump`. When Liant is stopped, the database runs for
the time of the command.
"""

import argparse
import contextlib
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from liant.config.embedded import EmbeddedPostgres, default_data_dir, running_urls
from liant.config.phrases import Refusal

PROGRAMS = ("pg_dump", "pg_restore", "psql", "vacuumdb", "reindexdb")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m liant.config.embedded", description=__doc__)
    parser.add_argument("--data", type=Path, default=default_data_dir(), metavar="DIR", help="the folder of data")
    parser.add_argument("program", choices=PROGRAMS, help="the program of PostgreSQL")
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="…", help="its own arguments")
    args = parser.parse_args()
    server = EmbeddedPostgres(args.data)
    try:
        with contextlib.ExitStack() as stack:
            urls = running_urls(args.data)
            if urls is None:
                urls = server.start()
                stack.callback(server.stop)
            command = [server.programs / args.program, *args.rest]
            return subprocess.run(command, check=False, env={**os.environ, **_environment(urls.owner)}).returncode
    except Refusal as refusal:
        print(f"liant: {refusal}", file=sys.stderr)
        return 3


def _environment(url: str) -> dict[str, str]:
    parts = urlsplit(url)
    return {
        "PGHOST": parts.hostname or "",
        "PGPORT": str(parts.port),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": parts.path.lstrip("/"),
    }


if __name__ == "__main__":
    sys.exit(main())
