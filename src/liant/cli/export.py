"""`liant export --archive FILE|FOLDER --organisation SHORT-NAME`: all that a house wrote, as one zip, or as a folder."""

import argparse
import sys
from pathlib import Path

from liant.cli.main import Problem, WrongUse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--archive", metavar="FILE|FOLDER", required=True,
        help="where the archive of all that was written goes: a name that ends in .zip, or a folder to make",
    )  # fmt: skip
    parser.add_argument("--organisation", metavar="SHORT-NAME", required=True, help="whose, by its short name")


def run(args: argparse.Namespace) -> int:
    place = Path(args.archive).absolute()
    if place.exists():
        raise WrongUse(f"{place} is there already; name one that isn't.")

    from liant.config.commands import set_up_django  # the commands that compute do without

    set_up_django()
    from liant.tenancy.before_tenant import organisation_id_of  # needs Django set up
    from liant.writing.archive.packing import Broken, pack, unpack  # the same

    organisation_id = organisation_id_of(args.organisation)
    if organisation_id is None:
        raise WrongUse(
            f"There is no organisation {args.organisation}; its short name stands in the address of its pages."
        )
    is_file = place.suffix == ".zip"
    packed_at = place if is_file else place.with_name(f".{place.name}.zip")
    try:
        packed = pack(organisation_id, packed_at)
        if not is_file:
            unpack(packed_at, place)
    except (OSError, Broken) as error:
        raise Problem(f"The archive could not be made: {error}") from error
    finally:
        if not is_file:
            packed_at.unlink(missing_ok=True)
    sys.stderr.write(f"{packed.pieces} published, {packed.drafts} not, {packed.media} pictures and files.\n")
    print(place)
    return 0
