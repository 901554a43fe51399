"""Commands that need the database find it: the one in DATABASE_URL, or the one that `liant up` runs on its folder."""

import os

from liant.cli.main import WrongUse
from liant.config.embedded import default_data_dir, running_urls
from liant.config.embedded.account import account
from liant.config.embedded.folder import DataFolder


def set_up_django() -> None:
    """Raises WrongUse when there is no database to speak to."""
    import django  # the commands that compute do without

    if not os.environ.get("DATABASE_URL"):
        folder = default_data_dir()
        urls = running_urls(folder)
        if urls is None:
            raise WrongUse("Liant does not run here. Start it with `liant up`, or set DATABASE_URL.")
        os.environ["DATABASE_URL"] = urls.app
        os.environ["LIANT_SECRET_KEY"] = DataFolder(folder.absolute(), account()).secret("secret-key")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liant.config.settings")
    django.setup()
