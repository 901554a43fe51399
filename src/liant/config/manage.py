"""Django's own commands: `python -m liant.config.manage COMMAND`."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liant.config.settings")
    from django.core.management import execute_from_command_line  # it costs time, and reads the environment

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
