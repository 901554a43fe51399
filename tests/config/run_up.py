"""`liant up` with the stand-ins in place of the application."""

import sys
from pathlib import Path

from liant.cli.main import main
from liant.config import startup

HERE = Path(__file__).resolve().parent
startup.manage = lambda *arguments: [sys.executable, str(HERE / "stand_in.py"), *arguments]
startup.APPLICATION = "stand_in:application"
sys.exit(main(["up", *sys.argv[1:]]))
