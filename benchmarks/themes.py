"""How well themes are found in comments that were labelled by hand, beside plain TF-IDF and k-means (scikit-learn) on the same ones.

The rival is told how many themes there are, and puts each comment in one; Liant is told nothing, puts a comment in several
or in none, and shows no theme of fewer than ten. Precision: of what stands under a theme, how much has its main label.
Found: of all that was labelled, how much stands under a theme of that label. NMI takes what is in no theme as one group.
"""

import argparse
import time
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import fmean

from _themes_sets import SETS, Comment, drawn, in_pairs, own
from liant.engines.themes import find_themes

Finder = Callable[[Sequence[Comment]], list[set[int]]]
PAIRED = 0.4  # of the comments of a set, in its second line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="where the public sets are (default ../shared/data)")  # fmt: skip
    parser.add_argument("--draws", type=int, default=10, help="samples of each public set (default 10)")
    parser.add_argument("--seed", type=int, default=20261130)


def run(args: argparse.Namespace) -> int:
    """Prints both for each set. Returns 0."""
    print(f"{'':<42} {'themes':>6} {'precision':>9} {'found':>6} {'F1':>6} {'NMI':>6} {'seconds':>8}")
    tell("staff of a bakery, French, 130", [own()])
    for name, (source, folder, labels, each) in SETS.items():
        if not (args.data / folder).is_dir():
            print(f"{name}: not in {args.data}")
            continue
        every = list(source(args.data))
        samples = [drawn(every, labels, each, args.seed + at) for at in range(args.draws)]
        tell(f"{name}, {labels * each}", samples)
        tell(f"{name}, some about two", [in_pairs(one, PAIRED, args.seed) for one in samples])
    return 0


def tell(name: str, samples: Sequence[Sequence[Comment]]) -> None:
    finders: dict[str, Finder] = {"TF-IDF and k-means": rival, "Liant": ours}
    print(name)
    for who, finder in finders.items():
        lines = []
        for comments in samples:
            began = time.process_time()
            found = finder(comments)
            lines.append((*judged(comments, found), time.process_time() - began))
        count, precision, recall, both, information, seconds = (fmean(column) for column in zip(*lines, strict=True))
        print(
            f"  {who:<40} {count:>6.1f} {precision:>9.2f} {recall:>6.2f} {both:>6.2f} {information:>6.2f} {seconds:>8.2f}"
        )


def ours(comments: Sequence[Comment]) -> list[set[int]]:
    found = find_themes([one.text for one in comments])
    return [{at for at, theme in enumerate(found.themes) if place in theme.comments} for place in range(len(comments))]


def rival(comments: Sequence[Comment]) -> list[set[int]]:
    from sklearn.cluster import KMeans  # late: only this benchmark needs it
    from sklearn.feature_extraction.text import TfidfVectorizer

    count = len({label for one in comments for label in one.labels})
    vectors = TfidfVectorizer().fit_transform([one.text for one in comments])
    return [{int(one)} for one in KMeans(count, n_init=10, random_state=0).fit_predict(vectors)]


def judged(comments: Sequence[Comment], found: Sequence[set[int]]) -> tuple[float, float, float, float, float]:
    """(themes, precision, found, F1, NMI)."""
    from sklearn.metrics import normalized_mutual_info_score  # late: only this benchmark needs it

    themes = {theme for several in found for theme in several}
    main = {}
    for theme in themes:
        labels = Counter(
            label for one, several in zip(comments, found, strict=True) if theme in several for label in one.labels
        )
        main[theme] = min(labels, key=lambda label: (-labels[label], label), default="")
    under = [(theme, one) for one, several in zip(comments, found, strict=True) for theme in several]
    wanted = [(label, several) for one, several in zip(comments, found, strict=True) for label in one.labels]
    precision = fmean(main[theme] in one.labels for theme, one in under) if under else 0.0
    recall = fmean(any(main[theme] == label for theme in several) for label, several in wanted)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        information = normalized_mutual_info_score(
            [min(one.labels, default="") for one in comments], [min(several, default=-1) for several in found]
        )
    return len(themes), precision, recall, 2 * precision * recall / max(1e-9, precision + recall), information
