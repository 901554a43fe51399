"""Words made ready for the eye: French spacing, initials, and the typefaces for paper."""

import re
from pathlib import Path

PRINT_FONTS = Path(__file__).parent / "static/vendor/fonts/print"  # cut at installation (ADR 26)
NARROW, NBSP = "\u202f", "\u00a0"
_FRENCH = [
    (re.compile(r"[ \u00a0\u202f]+([;?!])"), NARROW + r"\1"),
    (re.compile(r" +:(?=\s|$)"), NBSP + ":"),
    (re.compile(r"«[ \u00a0\u202f]*"), "«" + NBSP),
    (re.compile(r"[ \u00a0\u202f]*»"), NBSP + "»"),
    (re.compile(r"(?<=\d) +(?=[%€])"), NBSP),
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
]
_WORD = re.compile(r"[^\W_]+")


def french_spacing(text: str) -> str:
    """Put the right spaces where a space already stands, and the right apostrophe; addresses stay as they are."""
    for pattern, replacement in _FRENCH:
        text = pattern.sub(replacement, text)
    return text


def initials(name: str) -> str:
    """ "Karima Benali" → "KB", "@karima.example" → "K", "" → "?"."""
    handle = name.strip().startswith("@") or "@" in name
    words = _WORD.findall(name.split("@")[1 if name.strip().startswith("@") else 0] if handle else name)
    if not words:
        return "?"
    if handle or len(words) == 1:
        return str(words[0][0]).upper()
    return (words[0][0] + words[-1][0]).upper()
