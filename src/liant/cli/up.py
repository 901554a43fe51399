"""`liant up`: the database, the web and the worker in the foreground, from one command, stopped by Ctrl-C."""

import argparse
from pathlib import Path

from liant.cli.main import Problem


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: %(default)s, this machine only)"
    )
    parser.add_argument("--port", type=_port, default=8000, help="port to listen on (default: %(default)s)")
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="folder where everything is kept (default: LIANT_DATA)"
    )
    parser.add_argument("--demo", action="store_true", help="lay out a demonstration organisation to look around in")
    parser.add_argument(
        "--reload", action="store_true", help="start the web and the worker again when the code changes"
    )


def run(args: argparse.Namespace) -> int:
    # Late: `liant --help` and the commands that only compute need nothing of it.
    from liant.config.phrases import Refusal
    from liant.config.up import up
    from liant.kit.env import BadEnvironment

    try:
        return up(host=args.host, port=args.port, data=args.data, is_demo=args.demo, is_reloading=args.reload)
    except (Refusal, BadEnvironment) as refusal:
        raise Problem(str(refusal)) from refusal


def _port(text: str) -> int:
    try:
        port = int(text)
    except ValueError:
        port = -1
    if not 0 <= port <= 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: write a number from 1 to 65535")
    return port
