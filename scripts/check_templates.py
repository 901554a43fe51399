"""Refuse in templates what the strict policy, a screen reader or a French reader could not bear.

Inline style, script or handler; htmx on what a person without script could not use; images without words; texts that
were not given to the translators; values let through unescaped.
"""

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src/liant"

HTMX_ELEMENTS = {"form", "button", "select", "input"}  # and a[href], and containers that only read: data-live-part
SPOKEN_ATTRIBUTES = {"title", "aria-label", "placeholder", "alt", "aria-description", "data-key-label", "data-says"}
LETTERS = re.compile(r"[^\W\d_]{2,}")
NAMES = {"Liant", "Bluesky", "Mastodon", "RSS", "Atom", "CSV", "JSON", "PDF"}  # said alike in every language
# file -> what it may do that others may not, and why
EXCEPTIONS = {
    "500.html": {"text"},  # both languages at once: gettext may be what failed
    "components/field_words.html": {"safe"},  # a form's help text is ours, and Django's own is a list
}

COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?%\}.*?\{% endcomment %\}", re.DOTALL)
TRANSLATED = re.compile(r"\{% blocktrans(?:late)?\b.*?\{% endblocktrans(?:late)? %\}", re.DOTALL)
# blocks that hold attributes or class names, not words
ATTRIBUTE_BLOCK = re.compile(r"\{% block (?:live|\w+_class)\b.*?\{% endblock.*?%\}", re.DOTALL)
TAG, VALUE = re.compile(r"\{%.*?%\}", re.DOTALL), re.compile(r"\{\{.*?\}\}", re.DOTALL)
WORDS_UNQUOTED = re.compile(r"\bfrom:\s*(?:closest|find|next|previous)\s")
UNSAFE = re.compile(r"\|\s*safe\b|autoescape off")


def blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def without_django(text: str) -> str:
    """The HTML alone, line by line in its place: tags become blanks, values a sign that stands for something."""
    for pattern in (COMMENT, TRANSLATED, ATTRIBUTE_BLOCK, TAG):
        text = pattern.sub(blank, text)
    return VALUE.sub(lambda match: "\N{SECTION SIGN}" + blank(match)[1:], text)


class Reader(HTMLParser):
    def __init__(self, name: str):
        super().__init__()
        self.allowed = EXCEPTIONS.get(name, set())
        self.faults: list[tuple[int, str]] = []
        self.inside: list[str] = []

    def fault(self, words: str) -> None:
        self.faults.append((self.getpos()[0], words))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in {"script", "style", "code", "kbd"}:
            self.inside.append(tag)
        if WORDS_UNQUOTED.search(values.get("hx-trigger", "")):
            self.fault("htmx reads one word after from: unless it stands in quotes, from:'closest form'")
        if tag == "style" or "style" in values:
            self.fault("inline style: make it a class")
        if tag == "script" and "src" not in values:
            self.fault("inline script: make it a module")
        if tag == "img" and "alt" not in values:
            self.fault("an image without alt")
        for name, value in values.items():
            self.check_attribute(tag, name, value, values)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def check_attribute(self, tag: str, name: str, value: str, values: dict[str, str]) -> None:
        if name.startswith(("on", "hx-on")):
            self.fault(f"inline handler {name}")
        if value.strip().lower().startswith(("javascript:", "js:")):
            self.fault(f"script in {name}")
        if name.startswith("hx-"):
            reads_only = "data-live-part" in values
            if tag not in HTMX_ELEMENTS and not (tag == "a" and "href" in values) and not reads_only:
                self.fault(f"{name} on <{tag}>: without script nobody could use it")
            if name == "hx-post" and tag == "form" and values.get("method", "").lower() != "post":
                self.fault("hx-post on a form without method=post")
        if name in SPOKEN_ATTRIBUTES and self.speaks(value):
            self.fault(f"not translated: {name}={value!r}")

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside and self.speaks(data):
            self.fault(f"not translated: {' '.join(data.split())!r}")

    def speaks(self, text: str) -> bool:
        return "text" not in self.allowed and any(word not in NAMES for word in LETTERS.findall(text))


def faults(path: Path) -> Iterator[tuple[int, str]]:
    text = path.read_text()
    name = str(path).rpartition("/templates/")[2]
    reader = Reader(name)
    reader.feed(without_django(text))
    yield from reader.faults
    if "safe" not in reader.allowed:
        for match in UNSAFE.finditer(text):
            yield text.count("\n", 0, match.start()) + 1, "a value let through unescaped"


def main() -> int:
    count = 0
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        for line, words in faults(path):
            sys.stdout.write(f"{path.relative_to(SOURCE.parent.parent)}:{line}: {words}\n")
            count += 1
    return 1 if count else 0


if __name__ == "__main__":
    raise SystemExit(main())
