"""`liant collect [CHANNEL…]`: one collection pass over the channels that are due, or over those named."""

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("channel", nargs="*", help="names of channels; by default all that are due")


def run(args: argparse.Namespace) -> int:
    from liant.config.commands import set_up_django  # the commands that compute do without

    set_up_django()
    from liant.channels.collector import one_pass  # needs Django set up

    for name, count in one_pass(args.channel).items():
        print(f"{name}\t{count}")
    return 0
