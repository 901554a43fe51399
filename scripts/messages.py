"""The texts of the house: read out of the code, checked in French, compiled for the programme. No gettext tools needed.

    messages.py              bring every app's locale/fr/LC_MESSAGES/django.po up to date, keeping its French
    messages.py --check      refuse what is stale, missing, fuzzy, or breaks French typography
    messages.py compile      write the .mo beside each .po

Names of apps after these limit them: `messages.py --check web inbox`.
"""

import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parent.parent / "src/liant"
PO = Path("locale/fr/LC_MESSAGES/django.po")
HEADER = """\
msgid ""
msgstr ""
"Language: fr\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
LITERAL = r"""(u?'(?:\\.|[^'\\])*'|u?"(?:\\.|[^"\\])*")"""
IN_TEMPLATE = re.compile(rf" (npgettext|ngettext|pgettext|gettext|_)\({LITERAL}(?:, ?{LITERAL})?(?:, ?{LITERAL})?")

NAMED = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
POSITIONAL = re.compile(r"(?<!%)%[sd]|\{\d*\}")
TYPOGRAPHY = [
    (re.compile(r"[^\W\d_]'[^\W\d_]"), "write ’ instead of '"),
    (re.compile(r'(?<![=\w])"[^"]*"'), 'write « » instead of "'),
    (re.compile(r"[^\s\u202f\u00a0?!…(«“][;?!]|[ ][;?!]"), "a narrow no-break space goes before ; ? !"),
    (re.compile(r"[^\s\u202f\u00a0\w/]:(?!//)(?=\s|$)|\w:(?=\s|$)|[ ]:"), "a no-break space goes before :"),
    (re.compile(r"«[^\u202f\u00a0]|«$"), "a no-break space goes after «"),
    (re.compile(r"[^\u202f\u00a0]»"), "a no-break space goes before »"),
    (re.compile(r"[ ](?:%%|€)"), "a no-break space goes before % and €"),
    (re.compile(r"\.\.\."), "write … instead of ..."),
]
NOT_WORDS = re.compile(r"&\w+;|https?://\S+")

Key = tuple[str, str]  # context, English


def apps(names: list[str]) -> list[Path]:
    """The folders of the house, and the smaller rooms within a room."""
    folders = [path for path in SOURCE.iterdir() if path.is_dir() and (path / "__init__.py").exists()]
    folders += [path.parent for path in SOURCE.glob("*/*/apps.py")]
    return [folder for folder in sorted(folders) if not names or folder.name in names]


def smaller_rooms(app: Path) -> set[Path]:
    return {path.parent for path in app.glob("*/apps.py")}


def texts_of_python(path: Path) -> Iterator[tuple[str, str | tuple[str, str]]]:
    with path.open("rb") as source:
        for _line, message, _comments, context in extract("python", source, KEYWORDS):
            if message:
                yield context or "", message  # type: ignore[misc]


def texts_of_template(path: Path) -> Iterator[tuple[str, str | tuple[str, str]]]:
    for call in IN_TEMPLATE.finditer(templatize(path.read_text(), str(path))):
        kind, *literals = call.groups()
        values = [ast.literal_eval(literal) for literal in literals if literal]
        context = values.pop(0) if kind in {"pgettext", "npgettext"} else ""
        yield context, (values[0], values[1]) if kind in {"ngettext", "npgettext"} else values[0]


def read_code(app: Path) -> Catalog:
    """Every English text of an app, and where it is said."""
    catalog = Catalog(locale="fr")
    others = smaller_rooms(app)
    for path in sorted(app.rglob("*")):
        if others & set(path.parents):
            continue
        if path.suffix == ".py" and "migrations" not in path.parts:
            found = texts_of_python(path)
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            found = texts_of_template(path)
        else:
            continue
        for context, message in found:
            catalog.add(message, locations=[(str(path.relative_to(app)), 0)], context=context or None)
    return catalog


def read_french(app: Path) -> Catalog | None:
    path = app / PO
    return read_po(BytesIO(path.read_bytes()), locale="fr") if path.exists() else None


def key(message: Message) -> Key:
    identity = message.id if isinstance(message.id, str) else message.id[0]
    return message.context or "", identity


def entries(catalog: Catalog | None) -> dict[Key, Message]:
    return {key(message): message for message in catalog or () if message.id}


def written(code: Catalog, french: dict[Key, Message]) -> bytes:
    """The .po of these texts, with the French already known."""
    catalog = Catalog(locale="fr")
    for message in code:
        if message.id:
            known = french.get(key(message))
            is_same_kind = known is not None and isinstance(known.id, str) == isinstance(message.id, str)
            catalog.add(
                message.id,
                known.string if known is not None and is_same_kind else None,
                locations=sorted(set(message.locations)),
                user_comments=known.user_comments if known is not None else (),
                context=message.context,
            )
    out = BytesIO()
    write_po(out, catalog, omit_header=True, sort_output=True, include_lineno=False, width=110)
    return HEADER.encode() + out.getvalue()


def update(app: Path) -> None:
    code = read_code(app)
    path = app / PO
    if not entries(code):
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written(code, entries(read_french(app))))


def faults(app: Path) -> Iterator[str]:
    code, french = entries(read_code(app)), entries(read_french(app))
    for identity in code.keys() - french.keys():
        yield f"not in French: {identity[1]!r}"
    for identity in french.keys() - code.keys():
        yield f"no longer said: {identity[1]!r}"
    for identity in sorted(code.keys() & french.keys()):
        yield from faults_of(code[identity], french[identity])
    for message in code.values():
        for english in forms(message.id):
            if POSITIONAL.search(english):
                yield f"a placeholder needs a name: {english!r}"


def forms(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else [form or "" for form in text or ()]


def faults_of(code: Message, french: Message) -> Iterator[str]:
    english = forms(code.id)
    if len(forms(french.string)) != len(english) or not all(forms(french.string)):
        yield f"not in French: {english[0]!r}"
        return
    if french.fuzzy:
        yield f"fuzzy: {english[0]!r}"
    wanted = set(NAMED.findall(english[-1]))
    for text in forms(french.string):
        is_singular = len(english) > 1 and text == forms(french.string)[0]
        extra = set(NAMED.findall(text)) ^ wanted
        if extra and not (is_singular and extra <= wanted):  # "une minute" needs no figure
            yield f"placeholders differ ({', '.join(sorted(extra))}): {text!r}"
        yield from (f"{rule}: {text!r}" for rule in breaches(text))


def breaches(french: str) -> list[str]:
    """Rules of French typography that a text breaks."""
    text = NOT_WORDS.sub("", french)
    return [rule for pattern, rule in TYPOGRAPHY if pattern.search(text)]


def said_two_ways(folders: list[Path]) -> Iterator[str]:
    """All catalogues become one: the same English can have one French only, or a context that tells two apart."""
    heard: dict[Key, tuple[str, list[str]]] = {}
    for app in folders:
        for identity, message in entries(read_french(app)).items():
            words = forms(message.string)
            first, known = heard.setdefault(identity, (app.name, words))
            if known != words and all(words) and all(known):
                yield f"{app.name}: said in two ways, give it a context: {identity[1]!r} (also in {first})"


def check(folders: list[Path]) -> int:
    count = 0
    for fault in said_two_ways(apps([])):
        sys.stdout.write(f"{fault}\n")
        count += 1
    for app in folders:
        for fault in faults(app):
            sys.stdout.write(f"{app.name}: {fault}\n")
            count += 1
    return 1 if count else 0


def compile_all(folders: list[Path]) -> None:
    for app in folders:
        if catalog := read_french(app):
            with (app / PO).with_suffix(".mo").open("wb") as out:
                write_mo(out, catalog)


def main(arguments: list[str]) -> int:
    settings.configure(USE_I18N=False)
    names = [name for name in arguments if name not in {"--check", "compile"}]
    folders = apps(names)
    if len(folders) < len(names):
        sys.stderr.write(f"Unknown app among {', '.join(names)}.\n")
        return 2
    if "--check" in arguments:
        return check(folders)
    if "compile" in arguments:
        compile_all(folders)
    else:
        for app in folders:
            update(app)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
