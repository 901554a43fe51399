"""The `liant` command: finds the subcommand's module and runs it; nothing else is imported before."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from liant import __version__

# name -> (module with add_arguments(parser) and run(args) -> exit code, one line of help)
COMMANDS: dict[str, tuple[str, str]] = {
    "up": ("liant.cli.up", "start everything in the foreground and print the address"),
    "collect": ("liant.cli.collect", "make one collection pass over the channels"),
    "query": ("liant.cli.query", "check, format, explain or test a file of queries"),
    "match": ("liant.cli.match", "tell which queries match each item of a file"),
    "triage": ("liant.cli.triage", "read language, intent, sentiment and conduct of each item"),
    "lint": ("liant.cli.lint", "tell what an organisation's public would stumble on in a text"),
    "export": ("liant.cli.export", "take out all that an organisation wrote, as one archive"),
    "direction": ("liant.cli.direction", "tell which comes first between pairs of people, sharing or tie"),
    "ties": ("liant.cli.ties", "tell how strong ties are, from interactions"),
    "pair": ("liant.cli.pair", "draw who meets whom, week after week"),
    "survey": ("liant.cli.survey", "check a questionnaire, and score what was answered"),
    "bench": ("liant.cli.bench", "run a benchmark beside its best alternative"),
}

FOUND_PROBLEMS, WRONG_USE, COULD_NOT_FINISH = 1, 2, 3


class Problem(Exception):
    """Something to tell the person who typed the command, in one line, with what to do."""

    exit_code = COULD_NOT_FINISH


class WrongUse(Problem):
    exit_code = WRONG_USE


def build_parser(only: str | None = None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="liant", description="Hear what is said, and see that everyone is answered.")
    parser.add_argument("--version", action="version", version=f"liant {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, (module, help_line) in COMMANDS.items():
        subparser = subparsers.add_parser(name, help=help_line, description=help_line)
        if name == only:
            importlib.import_module(module).add_arguments(subparser)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    arguments = list(sys.argv[1:] if argv is None else argv)
    name = next((a for a in arguments if not a.startswith("-")), None)
    only = name if name in COMMANDS else None
    try:
        args = build_parser(only).parse_args(arguments)
        return int(importlib.import_module(COMMANDS[args.command][0]).run(args) or 0)
    except Problem as problem:
        print(f"liant: {problem}", file=sys.stderr)
        return problem.exit_code
    except BrokenPipeError:  # the reader of our output has left, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
