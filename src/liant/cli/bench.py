"""`liant bench NAME`: runs `benchmarks/NAME.py`, which lives beside the code and not in the installed package."""

import argparse
import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

from liant.cli.main import Problem, WrongUse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", help="the benchmark; without it, lists what exists")
    parser.add_argument(
        "rest", metavar="…", nargs=argparse.REMAINDER, help="its own arguments; see liant bench NAME --help"
    )


def run(args: argparse.Namespace) -> int:
    folder = _folder()
    if not args.name:
        print("\n".join(_names(folder)))
        return 0
    module = _load(folder, args.name)
    parser = argparse.ArgumentParser(prog=f"liant bench {args.name}", description=module.__doc__)
    module.add_arguments(parser)
    return int(module.run(parser.parse_args(args.rest)) or 0)


def _folder() -> Path:
    named = os.environ.get("LIANT_BENCHMARKS")
    folder = Path(named) if named else Path(__file__).resolve().parents[3] / "benchmarks"
    if not folder.is_dir():
        raise Problem(
            f"No benchmarks in {folder}. Run from a checkout of Liant, or name their folder in LIANT_BENCHMARKS."
        )
    return folder


def _names(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.py") if not path.name.startswith("_"))


def _load(folder: Path, name: str) -> ModuleType:
    names = _names(folder)
    if name not in names:
        raise WrongUse(f"There is no benchmark {name!r}. There are: {', '.join(names) or 'none yet'}.")
    sys.path.insert(0, str(folder))  # a benchmark may import what it shares with its neighbours
    specification = importlib.util.spec_from_file_location(f"liant_bench_{name}", folder / f"{name}.py")
    if specification is None or specification.loader is None:
        raise Problem(f"{folder / name}.py cannot be imported.")
    module = importlib.util.module_from_spec(specification)
    sys.modules[specification.name] = module
    specification.loader.exec_module(module)
    return module
