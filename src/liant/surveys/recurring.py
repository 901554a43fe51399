"""What comes back in comments: the words that several people wrote, each with the comments in which they stand. Pure, and of comments
that are shown anyway: it finds what comes back, and judges nothing."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 3  # comments in which a word stands
MOST = 8
SAME = 0.7  # of the comments of the smaller: two words that stand together are told together
WORD = re.compile(r"[^\W\d_]{3,}")
ENDINGS = ("issements", "issement", "ations", "ation", "ements", "ement", "ments", "ment", "ings", "ing", "ees", "ee", "ent", "ant", "ait",
           "ons", "ez", "er", "ed", "es", "e", "s", "x")  # fmt: skip
COMMON = frozenset(
    """
    ainsi alors apres assez aucun aucune aussi autre autres avant avec avez avoir avons beaucoup bien bon bonne car cela celle celles
    celui ces cet cette ceux chacun chaque chez comme comment contre dans deja depuis des deux devant doit donc dont dire dites elle
    elles encore entre est etait ete etes etre eux fait faire faites faut fois font hors ici ils jamais jour jours juste les leur
    leurs lors lui mais meme memes merci mes mettre mieux moi moins mon non nos notre nous ont ou par parce parfois pas pendant peu
    peut plus plusieurs plutot pour pourquoi pouvoir pres presque puis quand que quel quelle quelles quelque quels qui quoi rien sans
    ses serait seul seule ses si soit son sont sous souvent sur tant tel tellement toujours tous tout toute toutes tres trop une vers
    veut voir vos votre vous vraiment
    about after again all almost also always and any anything are because been before being best better between both but can could did
    does doing done each even ever every everything few for from get gets give good had has have having here how into its just keep
    less let like lot made make many may maybe more most much must need never not nothing now off often once one only other others our
    out over own people please really same say see should since some something still such take than thank thanks that the their them
    then there these they thing things this those too very want was well were what when where which while who whom why will with without
    would yes you your yours
    """.split()  # noqa: SIM905  a column of words is easier to read
)


@dataclass(frozen=True)
class Said:
    """One comment, and the question that it answers."""

    question: str
    words: str


@dataclass(frozen=True)
class Recurring:
    """`words` as people wrote them, the most frequent first; `sources`: the comments in which one of them stands."""

    words: tuple[str, ...]
    sources: tuple[Said, ...]


def what_comes_back(comments: Sequence[Said]) -> list[Recurring]:
    """What comes back, the most frequent first; a comment may stand under several."""
    forms: dict[str, Counter[str]] = {}
    places: dict[str, set[int]] = {}
    for at, comment in enumerate(comments):
        for word in WORD.findall(comment.words):
            stem = stem_of(word)
            if stem:
                places.setdefault(stem, set()).add(at)
                forms.setdefault(stem, Counter())[word.lower()] += 1
    often = sorted(
        (stem for stem, found in places.items() if len(found) >= LEAST), key=lambda stem: (-len(places[stem]), stem)
    )
    groups: list[tuple[list[str], set[int]]] = []
    for stem in often:
        near = next((one for one in groups if is_same(one[1], places[stem])), None)
        if near is None:
            groups.append(([stem], set(places[stem])))
        elif len(near[0]) < 3:
            near[0].append(stem)
            near[1].update(places[stem])
    groups.sort(key=lambda one: -len(one[1]))
    return [
        Recurring(
            tuple(forms[stem].most_common(1)[0][0] for stem in stems), tuple(comments[at] for at in sorted(found))
        )
        for stems, found in groups[:MOST]
    ]


def is_same(one: set[int], other: set[int]) -> bool:
    return len(one & other) >= SAME * min(len(one), len(other))


def stem_of(word: str) -> str:
    """A word without its accents and its ending, so that one and several are the same; "" for one that says nothing."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(letter)
    ).replace("œ", "oe")
    if plain in COMMON or len(plain) < 4:
        return ""
    for ending in ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= 4:
            return plain.removesuffix(ending)
    return plain
