"""The words of a piece taken apart for the press: plain values, of which nothing is read as markup."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from liant.kit.markdown import tokens
from liant.web.typography import french_spacing

Json = dict[str, Any]
INLINE = {"em_open": "em", "strong_open": "strong", "s_open": "s", "link_open": "link"}


def blocks_of(text: str, language: str, pictures: Mapping[str, Json]) -> list[Json]:
    """The blocks of a text, headings without a step left out. `pictures`: address within the text → plate; a picture that is
    not among them is left out, its description stays."""
    reader = _Reader(list(tokens(text)), language, pictures)
    return stepped(reader.blocks())


def stepped(blocks: list[Json]) -> list[Json]:
    """A heading is at most one level under the one before it; the title of the piece is the first level."""
    before = 1
    for block in blocks:
        if block["t"] == "heading":
            block["level"] = before = min(block["level"], before + 1, 3)
    return blocks


def with_beginning(blocks: list[Json]) -> list[Json]:
    """The first paragraph begins with a large letter, where it begins with a letter."""
    for place, block in enumerate(blocks):
        if block["t"] != "p":
            continue
        first = block["c"][0] if block["c"] else {}
        words = first.get("s", "") if first.get("t") == "text" else ""
        if words[:1].isalpha():
            rest = [{"t": "text", "s": words[1:]}, *block["c"][1:]]
            return [*blocks[:place], {"t": "first", "letter": words[0], "c": rest}, *blocks[place + 1 :]]
        return blocks
    return blocks


def with_between(blocks: list[Json], quote: str, plates: Sequence[Json]) -> list[Json]:
    """A quote a third of the way, and the further pictures spread over what follows; none right under a heading, nor last."""
    put = [*([{"t": "pull", "s": quote}] if quote else []), *plates]
    after = [place for place, block in enumerate(blocks[:-1]) if block["t"] in ("p", "first")]
    if not after:
        return [*blocks, *put]
    step = len(after) / (len(put) + 1)
    wanted: dict[int, list[Json]] = {}
    for number, one in enumerate(put, 1):
        place = after[min(int(number * step), len(after) - 1)]
        wanted.setdefault(place, []).append(one)
    return [one for place, block in enumerate(blocks) for one in (block, *wanted.get(place, ()))]


class _Reader:
    def __init__(self, found: Sequence[Any], language: str, pictures: Mapping[str, Json]):
        self.found, self.pictures, self.is_french, self.at = found, pictures, language == "fr", 0

    def blocks(self, until: str = "") -> list[Json]:
        """Everything up to the token that closes."""
        told: list[Json] = []
        while self.at < len(self.found):
            token = self.found[self.at]
            self.at += 1
            if token.type == until:
                break
            told += self.block(token)
        return told

    def block(self, token: Any) -> list[Json]:
        if token.type == "paragraph_open":
            return self.paragraph()
        found = self.plain_block(token) or self.block_of_blocks(token)
        return [found] if found else []

    def plain_block(self, token: Any) -> Json | None:
        match token.type:
            case "heading_open":
                return {"t": "heading", "level": int(token.tag[1]), "c": self.next_inline()}
            case "fence" | "code_block":
                return {"t": "pre", "s": token.content.rstrip("\n")}
            case "hr":
                return {"t": "hr"}
        return None

    def block_of_blocks(self, token: Any) -> Json | None:
        match token.type:
            case "bullet_list_open":
                return {"t": "ul", "items": self.items("bullet_list_close")}
            case "ordered_list_open":
                start = int(token.attrs.get("start", 1))
                return {"t": "ol", "start": start, "items": self.items("ordered_list_close")}
            case "blockquote_open":
                return {"t": "quote", "c": self.blocks("blockquote_close")}
            case "table_open":
                return self.table()
        return None

    def paragraph(self) -> list[Json]:
        """A picture within it stands before its words."""
        children = self.inline_token().children or ()
        shown = [self.pictures[source] for child in children
                 if child.type == "image" and (source := str(child.attrs.get("src"))) in self.pictures]  # fmt: skip
        words = self.inline(iter(children))
        self.at += 1  # its close
        return [*({"t": "picture", **one} for one in shown), *([{"t": "p", "c": words}] if words else [])]

    def inline_token(self) -> Any:
        token = self.found[self.at]
        self.at += 1
        return token

    def next_inline(self) -> list[Json]:
        told = self.inline(iter(self.inline_token().children or ()))
        self.at += 1  # its close
        return told

    def items(self, until: str) -> list[list[Json]]:
        told = []
        while self.found[self.at].type != until:
            self.at += 1  # list_item_open
            told.append(self.blocks("list_item_close"))
        self.at += 1
        return told

    def table(self) -> Json:
        rows: list[list[Json]] = []
        heads = 0
        while (token := self.found[self.at]).type != "table_close":
            self.at += 1
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                heads += token.type == "th_open"
                rows[-1].append({"c": self.next_inline()})
        self.at += 1
        head = [cell["c"] for cell in rows[0]] if heads and rows else []
        return {
            "t": "table",
            "columns": max(map(len, rows), default=1),
            "head": head,
            "rows": rows[1:] if head else rows,
        }

    def inline(self, children: Iterator[Any], until: str = "") -> list[Json]:
        told: list[Json] = []
        for child in children:
            if child.type == until:
                break
            if child.type in INLINE:
                inside = self.inline(children, child.type.replace("_open", "_close"))
                href = {"href": str(child.attrs["href"])} if child.type == "link_open" else {}
                told.append({"t": INLINE[child.type], "c": inside, **href} if not href or is_address(href["href"]) else {"t": "em", "c": inside})  # fmt: skip
            elif child.type in ("text", "softbreak"):
                told.append({"t": "text", "s": self.spaced(child.content) if child.type == "text" else " "})
            elif child.type == "hardbreak":
                told.append({"t": "br"})
            elif child.type == "code_inline":
                told.append({"t": "code", "s": child.content})
            elif child.type == "image" and str(child.attrs.get("src")) not in self.pictures and child.content:
                told.append({"t": "text", "s": child.content})
        return told

    def spaced(self, words: str) -> str:
        return french_spacing(words) if self.is_french else words


def is_address(href: str) -> bool:
    return href.startswith(("https://", "http://", "mailto:", "tel:"))
