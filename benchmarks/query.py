"""How fast many queries meet many texts: the query engine beside its alternatives, in one process, on the same work.

The work: every brand name as a phrase, and Boolean queries around it, against real short texts. The alternatives only
know phrases, so the first comparison gives each the phrases alone; the second shows the whole language, beside one
`re` pattern set per query. Counts of matching (text, query) pairs are printed so that speed is never bought by
matching less. Figures are printed and kept nowhere.
"""

import argparse
import csv
import importlib.util
import json
import random
import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from liant.engines.query import Query, compile_queries
from liant.engines.query import words as forms

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
SYLLABLES = [a + b for a in "bcdfglmnprstv" for b in ("a", "e", "i", "o", "u", "an", "on", "ir")]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How much, and where the texts are."""
    parser.add_argument(
        "--data", type=Path, default=DATA, help="folder with sentiment140_100k and brands_*; without it, made-up words"
    )
    parser.add_argument("--texts", type=int, default=50_000, help="how many texts (default 50,000)")
    parser.add_argument("--queries", type=int, default=3_500, help="how many queries (default 3,500)")
    parser.add_argument(
        "--seconds", type=float, default=8.0, help="most time given to each slow alternative (default 8)"
    )
    parser.add_argument("--seed", type=int, default=20261122)


def run(args: argparse.Namespace) -> int:
    """Print texts per second of each and the ratio. 0."""
    chance = random.Random(args.seed)
    texts, names, origin = _load(args, chance)
    print(f"{len(texts):,} texts ({origin}), {len(names):,} phrases, Python {sys.version.split()[0]}")
    print("\nPhrases only: who says which name")
    _phrases(texts, names, args.seconds)
    print("\nThe whole language: AND, OR, NOT, NEAR, wildcards around the same names")
    _booleans(texts, names, chance, args.seconds)
    return 0


def _load(args: argparse.Namespace, chance: random.Random) -> tuple[list[str], list[str], str]:
    lines = [
        line
        for part in ("positive", "negative")
        if (path := args.data / "sentiment140_100k" / f"{part}.txt").exists()
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
    ]
    names: list[str] = []
    if (path := args.data / "brands_simpleicons" / "simple-icons.json").exists():
        names += [brand["title"] for brand in json.loads(path.read_text())]
    if (path := args.data / "brands_sp500" / "constituents.csv").exists():
        with path.open() as file:
            names += [row["Security"] for row in csv.DictReader(file)]
    if not lines or not names:
        vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(20_000)]
        texts = [" ".join(vocabulary[int(20_000 * chance.random() ** 3)] for _ in range(14)) for _ in range(args.texts)]
        names = sorted({" ".join(chance.choices(vocabulary, k=chance.randint(1, 2))) for _ in range(args.queries)})
        return texts, [name for name in names if len(name) > 4], "made-up words"
    chance.shuffle(lines)
    folded = {forms.fold(name): name for name in names}
    kept = sorted(name for name in folded if len(name) > 2 and name.isascii() and name.replace(" ", "").isalnum())
    return lines[: args.texts], chance.sample(kept, min(args.queries, len(kept))), "sentiment140"


Counter = Callable[[str], int]  # a text -> how many of the queries match it


def _phrases(texts: list[str], names: list[str], seconds: float) -> None:
    quoted = [(name, f'"{name}"') for name in names]
    rows = [("Liant", _time(_liant(quoted), texts, None))]
    rows += [(label, _time(make(names), texts, seconds)) for label, make in _alternatives()]
    _print(rows)


def _alternatives() -> Iterable[tuple[str, Callable[[list[str]], Counter]]]:
    yield "re, one pattern per query", _each_re
    yield "re, all in one alternation", _joined_re
    for module, make in (("flashtext2", _flashtext2), ("flashtext", _flashtext), ("hyperscan", _hyperscan)):
        if importlib.util.find_spec(module):
            yield module, make
        else:
            print(f"  ({module} isn't installed: left out)")


def _liant(queries: list[tuple[str, str]]) -> Counter:
    matcher = compile_queries([Query(name, expr) for name, expr in queries])
    return lambda text: len(matcher.match({"text": text}))


def _pattern(name: str) -> str:
    return r"\b" + r"\W+".join(map(re.escape, name.split())) + r"\b"


def _each_re(names: list[str]) -> Counter:
    patterns = [re.compile(_pattern(name), re.IGNORECASE) for name in names]
    return lambda text: sum(1 for pattern in patterns if pattern.search(text))


def _joined_re(names: list[str]) -> Counter:
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile("|".join(map(_pattern, longest_first)), re.IGNORECASE)
    return lambda text: len({found.lower() for found in pattern.findall(text)})


def _flashtext(names: list[str]) -> Counter:
    import flashtext

    processor = flashtext.KeywordProcessor()
    processor.add_keywords_from_list(names)
    return lambda text: len(set(processor.extract_keywords(text)))


def _flashtext2(names: list[str]) -> Counter:
    import flashtext2

    processor = flashtext2.KeywordProcessor(case_sensitive=False)
    for name in names:
        processor.add_keyword(name)
    return lambda text: len(set(processor.extract_keywords(text)))


def _hyperscan(names: list[str]) -> Counter:
    import hyperscan

    base = hyperscan.Database()
    flags = hyperscan.HS_FLAG_CASELESS | hyperscan.HS_FLAG_SINGLEMATCH
    patterns = [_pattern(name).encode() for name in names]
    base.compile(expressions=patterns, ids=list(range(len(names))), flags=[flags] * len(names))
    found: set[int] = set()

    def count(text: str) -> int:
        found.clear()
        base.scan(text.encode(), match_event_handler=lambda number, *_: found.add(number))
        return len(found)

    return count


def _booleans(texts: list[str], names: list[str], chance: random.Random, seconds: float) -> None:
    """Six shapes of query; for each, the same thing written with `re`, where a test stands for each operator."""
    written, tests = [], []
    for number, name in enumerate(names):
        other = chance.choice(names)
        mine, theirs = (re.compile(_pattern(one), re.IGNORECASE) for one in (name, other))
        love, near = (re.compile(form, re.IGNORECASE) for form in (r"\b(?:love|lik\w*|good)\b", _near(name)))
        shapes: list[tuple[str, Callable[[str], object]]] = [
            (f'"{name}"', mine.search),
            (f'"{name}" OR "{other}"', lambda text, a=mine, b=theirs: a.search(text) or b.search(text)),
            (f'"{name}" AND (love OR lik* OR good)', lambda text, a=mine, b=love: a.search(text) and b.search(text)),
            (f'"{name}" NOT "{other}"', lambda text, a=mine, b=theirs: a.search(text) and not b.search(text)),
            (f'"{name}" NEAR/4 (new OR my OR best)', near.search),
            (f'"{name}" AND NOT (jus* OR love)', lambda text, a=mine, b=re.compile(r"\b(?:jus\w*|love)\b", re.IGNORECASE): a.search(text) and not b.search(text)),
        ]  # fmt: skip
        shape = shapes[number % len(shapes)]
        written.append((str(number), shape[0]))
        tests.append(shape[1])
    rows = [
        ("Liant", _time(_liant(written), texts, None)),
        ("re, one test per query", _time(lambda text: sum(1 for test in tests if test(text)), texts, seconds)),
    ]
    _print(rows)


def _near(name: str) -> str:
    words, gap = r"\b(?:new|my|best)\b", r"\W+(?:\w+\W+){0,4}"
    return f"{_pattern(name)}{gap}{words}|{words}{gap}{_pattern(name)}"


def _time(count: Counter, texts: list[str], seconds: float | None) -> tuple[float, list[int]]:
    """Texts per second, and the count for each text done in the time given."""
    counts = []
    count(texts[0])  # what is made at first use isn't timed
    start = time.perf_counter()
    for text in texts:
        counts.append(count(text))
        if seconds is not None and time.perf_counter() - start > seconds:
            break
    return len(counts) / (time.perf_counter() - start), counts


def _print(rows: list[tuple[str, tuple[float, list[int]]]]) -> None:
    speed, ours = rows[0][1]
    best = max((pace for _, (pace, _) in rows[1:]), default=0.0)
    print(f"  {'':28} {'texts/s':>10} {'texts':>8} {'matches':>8}  Liant, same texts")
    for label, (pace, counts) in rows:
        print(f"  {label:28} {pace:>10,.0f} {len(counts):>8,} {sum(counts):>8,}  {sum(ours[: len(counts)]):,}")
    print(f"  Liant / best alternative: {speed / best:,.1f}" if best else "  no alternative at hand")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    add_arguments(parser)
    sys.exit(run(parser.parse_args()))
