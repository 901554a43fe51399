"""Runs the embedded database until killed: `hold_database.py FOLDER`; writes the server's pid."""

import sys
import time
from pathlib import Path

from liant.config.embedded import EmbeddedPostgres

database = EmbeddedPostgres(Path(sys.argv[1]), fsync=False)
database.start()
print(database.pid, flush=True)
time.sleep(600)
