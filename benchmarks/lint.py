"""How well and how fast texts are linted: on posts labelled twice by hand, on companies' posts, on French prose, beside four linters.

Precision counts a finding as right when either pass of labels has it; recall asks for what both passes have. Companies' posts
and personal posts are read where they are (`--corpora`), never shipped: what was judged wrong there is kept by number.
The four others read English only and look for other things: the speed compares, what each finds doesn't.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from liant.engines.lint import Context, lint

HERE = Path(__file__).resolve().parent
POSTS = HERE / "lint_posts"
RIVALS = HERE / "lint_rivals"
INSTALLED = HERE.parent / ".bench" / "lint"
# relecture.md is left out: it quotes the faults themselves.
FRENCH_PROSE = sorted(p for p in (HERE.parent / "docs" / "fr").glob("*.md") if p.stem != "relecture")
SIZES = (1_000, 10_000, 100_000, 1_000_000)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--corpora", type=Path, help="a folder that holds corporate_messaging and bragging")
    parser.add_argument("--rounds", type=int, default=5, help="the best of so many rounds counts (default 5)")
    parser.add_argument("--no-rivals", action="store_true", help="leave the other linters out")


def run(args: argparse.Namespace) -> int:
    """Prints every figure. Returns 0."""
    posts = list(_rows("posts.jsonl"))
    found = [sorted({f.rule for f in lint(p["text"], context=Context(kind=p["kind"]))}) for p in posts]
    _print_quality(posts, found)
    _print_unseen()
    if args.corpora:
        _print_corpora(args.corpora)
    _print_prose()
    _print_speed(posts, found, args)
    _print_growth()
    return 0


def _rows(name: str) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in (POSTS / name).read_text("utf-8").splitlines())


def _print_quality(posts: Sequence[dict[str, Any]], found: Sequence[list[str]]) -> None:
    first = {row["id"]: set(row["rules"]) for row in _rows("labels_first.jsonl")}
    second = {row["id"]: set(row["rules"]) for row in _rows("labels_second.jsonl")}
    rules = sorted(set().union(*first.values(), *second.values(), *found))
    pairs = [(rule in first[p["id"]], rule in second[p["id"]]) for p in posts for rule in rules]
    print(
        f"{len(posts)} posts ({sum(p['lang'] == 'fr' for p in posts)} French), {sum(map(bool, first.values()))} with a fault"
    )
    print(f"kappa of the two passes, post by rule: {_kappa(pairs):.3f}")
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for post, rules_found in zip(posts, found, strict=True):
        either, both = first[post["id"]] | second[post["id"]], first[post["id"]] & second[post["id"]]
        right.update(set(rules_found) & either)
        wrong.update(set(rules_found) - either)
        missed.update(both - set(rules_found))
    print(f"\n{'rule':28} {'found':>6} {'precision':>10} {'recall':>8}")
    for rule in [*rules, "all"]:
        counts = [sum(c.values()) if rule == "all" else c[rule] for c in (right, wrong, missed)]
        print(
            f"{rule:28} {counts[0] + counts[1]:6} {_share(counts[0], counts[1]):>10} {_share(counts[0], counts[2]):>8}"
        )
    innocent = [p for p in posts if not first[p["id"]] and not second[p["id"]]]
    alarms = sum(len(f) for p, f in zip(posts, found, strict=True) if not first[p["id"]] and not second[p["id"]])
    print(f"false alarms on the {len(innocent)} innocent posts: {alarms}")


def _print_unseen() -> None:
    """Posts labelled before any linter read them, and for which no rule was changed since."""
    posts = list(_rows("unseen.jsonl"))
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for post in posts:
        found = {f.rule for f in lint(post["text"], language=post["lang"], context=Context(kind=post["kind"]))}
        labels = set(post["rules"])
        for counts, rules in ((right, found & labels), (wrong, found - labels), (missed, labels - found)):
            counts.update([*rules, *(f"all {post['lang']}" for _ in rules), *("all" for _ in rules)])
        for rule in sorted(found ^ labels):
            print(f"  {post['id']} {'wrong' if rule in found else 'missed'} {rule}")
    print(f"\n{len(posts)} unseen posts, {sum(bool(p['rules']) for p in posts)} with a fault")
    for rule in sorted({*right, *wrong, *missed}, key=lambda name: (name.startswith("all"), name)):
        found_ones = right[rule] + wrong[rule]
        print(f"{rule:28} {found_ones:6} {_share(right[rule], wrong[rule]):>10} {_share(right[rule], missed[rule]):>8}")


def _share(part: int, rest: int) -> str:
    return f"{100 * part / (part + rest):.1f} %" if part + rest else "–"


def _kappa(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Cohen's kappa (1960)."""
    n = len(pairs)
    agreed = sum(a == b for a, b in pairs) / n
    one, other = sum(a for a, _ in pairs) / n, sum(b for _, b in pairs) / n
    by_chance = one * other + (1 - one) * (1 - other)
    return (agreed - by_chance) / (1 - by_chance)


def _sentences(text: str) -> int:
    ends = sum(text.count(sign) for sign in (". ", "! ", "? ", "\n"))
    return max(1, ends + (not text.endswith((" ", "\n"))))


def _print_corpora(folder: Path) -> None:
    judged = json.loads((POSTS / "judged.json").read_text("utf-8"))
    sources = {
        "corporate_messaging": ("Corporate-messaging-DFE.csv", "latin-1", "_unit_id"),
        "bragging": ("bragging_dev.csv", "utf-8", "id"),
    }
    print()
    for name, (file, encoding, key) in sources.items():
        with (folder / name / file).open(encoding=encoding, newline="") as source:
            rows = list(csv.DictReader(source))
        sentences = sum(_sentences(row["text"]) for row in rows)
        found = [(row[key], f.rule) for row in rows for f in lint(row["text"], language="en")]
        counts = Counter(rule for _, rule in found)
        wrong = sum(f"{number}:{rule}" in set(judged[name]) for number, rule in found)
        print(f"{name}: {len(rows)} posts, {sentences} sentences, {len(found)} findings {dict(counts.most_common())}")
        print(f"  judged wrong by hand: {wrong}, {1000 * wrong / sentences:.2f} false alarms per 1,000 sentences")


def _print_prose() -> None:
    texts = [path.read_text("utf-8") for path in FRENCH_PROSE]
    sentences = sum(map(_sentences, texts))
    counts = Counter(f.rule for text in texts for f in lint(text, language="fr"))
    print(f"\nFrench prose (docs/fr): {sentences} sentences, {sum(counts.values())} findings {dict(counts)}")
    print(f"  all counted as false alarms: {1000 * sum(counts.values()) / sentences:.2f} per 1,000 sentences")


def _print_speed(posts: Sequence[dict[str, Any]], found: Sequence[list[str]], args: argparse.Namespace) -> None:
    texts = [post["text"] for post in posts]
    answers: dict[str, Any] = {"liant": {"seconds": _best(texts, args.rounds), "found": found}}
    if not args.no_rivals:
        answers |= _rivals(texts, args.rounds)
    sentences = sum(map(_sentences, texts))
    print(f"\n{len(texts)} posts, {sentences} sentences, everyone warm, processor time, best of {args.rounds}")
    for name, answer in answers.items():
        counts = Counter(rule for rules in answer["found"] for rule in rules)
        posts_found = sum(map(bool, answer["found"]))
        print(f"{name:15} {sentences / answer['seconds']:9.0f} sentences/s   raises something on {posts_found} posts: "
              f"{', '.join(f'{rule} {n}' for rule, n in counts.most_common(6))}")  # fmt: skip


def _best(texts: Sequence[str], rounds: int) -> float:
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for text in texts:
            lint(text)
        best = min(best, time.process_time() - start)
    return best


def _rivals(texts: Sequence[str], rounds: int) -> dict[str, Any]:
    _install()
    asked = json.dumps({"posts": texts, "rounds": rounds})
    found: dict[str, Any] = {}
    for command in (
        ["node", RIVALS / "rivals.mjs"],
        [INSTALLED / "venv" / "bin" / "python", RIVALS / "rival_proselint.py"],
    ):
        done = subprocess.run(command, input=asked, capture_output=True, text=True, cwd=INSTALLED, check=True)
        found |= json.loads(done.stdout)
    return found


def _install() -> None:
    """Their packages, at the first run and when their lists change."""
    wanted = "".join((RIVALS / name).read_text() for name in ("package-lock.json", "requirements.txt"))
    stamp = INSTALLED / "installed.txt"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    INSTALLED.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        (INSTALLED / name).write_bytes((RIVALS / name).read_bytes())
    quiet = ["--ignore-scripts", "--no-fund", "--no-audit", "--loglevel=error"]
    subprocess.run(["npm", "ci", *quiet], cwd=INSTALLED, check=True)
    uv, python = Path(sys.executable).with_name("uv"), INSTALLED / "venv" / "bin" / "python"
    environment = {**os.environ, "UV_SYSTEM_CERTS": os.environ.get("UV_SYSTEM_CERTS", "1")}
    subprocess.run(
        [uv, "venv", "-q", "--clear", "--python", sys.executable, INSTALLED / "venv"], check=True, env=environment
    )
    asked = ["--python", python, "--require-hashes", "-r", RIVALS / "requirements.txt"]
    subprocess.run([uv, "pip", "install", "-q", *asked], check=True, env=environment)
    stamp.write_text(wanted)


def _processor_time(text: str) -> float:
    start = time.process_time()
    lint(text)
    return time.process_time() - start


def _print_growth() -> None:
    """Text made of posts, and text made to hurt: a letter that opens every pattern and closes none, bytes of any kind."""
    ordinary = " ".join(row["text"] for row in _rows("posts.jsonl"))
    hurting = {"posts": ordinary, "openings": 'bonjour cher « " ` {{ [ %% une partie des ', "spaces": "fiers de  ",
               "any bytes": bytes(range(256)).decode("latin-1") + "\u0301\u200b🎉"}  # fmt: skip
    print(f"\n{'seconds for':12}" + "".join(f"{size // 1000:>9} kB" for size in SIZES))
    for name, piece in hurting.items():
        times = []
        for size in SIZES:
            text = (piece * (size // len(piece) + 1))[:size]
            times.append(min(_processor_time(text) for _ in range(3)))
        print(f"{name:12}" + "".join(f"{spent:12.4f}" for spent in times))
