"""A bulk export of Mattermost (`mmctl export create`): one JSON object in a line, as its documentation of "bulk loading data"
says. Direct messages and private channels are passed over: what is said there was said to few."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from liant.community.workspaces.reading import Found, moment_of, reaction_kind

CALLED = re.compile(r"(?<![\w.])@([a-z0-9][a-z0-9._-]*)", re.IGNORECASE)
LONGEST_LINE = 4_000_000
LARGEST = 2_000_000_000


class NotOne(ValueError):
    """A member of the line is missing, or is not what it should be."""


def read(stream: BinaryIO, found: Found) -> None:
    people: dict[str, str] = {}  # user name → address
    private: set[tuple[str, str]] = set()
    name = "import.jsonl"
    for number, line in enumerate(lines_of(stream, found), start=1):
        if not line.strip():
            continue
        try:
            read_line(json.loads(line), people, private, found)
        except json.JSONDecodeError:
            problem = "no_json"
        except RecursionError:
            problem = "no_json"
        except NotOne as error:
            problem = str(error)
        else:
            continue
        if not found.wrong(name, number, problem):
            return
    if not people and not found.problems:
        found.wrong(name, 1, "no_people")


def lines_of(stream: BinaryIO, found: Found) -> Iterator[str]:
    """Of the file itself, or of the one in its archive."""
    if not zipfile.is_zipfile(stream):
        stream.seek(0)
        yield from text_of(stream)
        return
    with zipfile.ZipFile(stream) as archive:
        names = [one for one in archive.infolist() if one.filename.endswith(".jsonl")]
        if len(names) != 1 or names[0].file_size > LARGEST:
            found.wrong("import.jsonl", 1, "not_in_archive")
            return
        with archive.open(names[0]) as inside:
            yield from text_of(inside)


def text_of(stream: Any) -> Iterator[str]:
    reader = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="\n")
    try:
        while line := reader.readline(LONGEST_LINE):
            yield line
    finally:
        reader.detach()


def read_line(line: Any, people: dict[str, str], private: set[tuple[str, str]], found: Found) -> None:
    if not isinstance(line, dict) or not isinstance(line.get("type"), str):
        raise NotOne("no_type")
    kind = line["type"]
    if kind == "user":
        user = member(line, "user", dict)
        people[member(user, "username", str).lower()] = member(user, "email", str).lower()
    elif kind == "channel":
        channel = member(line, "channel", dict)
        if channel.get("type") != "O":
            private.add((str(channel.get("team")), str(channel.get("name"))))
    elif kind == "post":
        post = member(line, "post", dict)
        place = (member(post, "team", str), member(post, "channel", str))
        if place not in private:
            read_post(post, place, people, found)


def read_post(post: dict[str, Any], place: tuple[str, str], people: dict[str, str], found: Found) -> None:
    author = people.get(member(post, "user", str).lower())
    read_said(post, author, place, people, found)
    for reply in post.get("replies") or ():
        if not isinstance(reply, dict):
            raise NotOne("replies")
        other = people.get(member(reply, "user", str).lower())
        found.note("reply", other, author, at(reply), *place, reply["create_at"])
        read_said(reply, other, place, people, found)


def read_said(said: dict[str, Any], author: str | None, place: tuple[str, str], people: dict[str, str],
              found: Found) -> None:  # fmt: skip
    moment = at(said)
    for name in dict.fromkeys(CALLED.findall(str(said.get("message") or ""))):
        called = people.get(name.lower()) or people.get(name.lower().rstrip("._-"))
        found.note("mention", author, called, moment, *place, said["create_at"])
    for reaction in said.get("reactions") or ():
        if not isinstance(reaction, dict):
            raise NotOne("reactions")
        who, emoji = people.get(member(reaction, "user", str).lower()), member(reaction, "emoji_name", str)
        found.note(reaction_kind(emoji), who, author, at(reaction), *place, said["create_at"], emoji)


def at(said: dict[str, Any]) -> Any:
    value = said.get("create_at")
    if not isinstance(value, int) or isinstance(value, bool):
        raise NotOne("create_at")
    try:
        return moment_of(value / 1000)
    except ValueError:
        raise NotOne("create_at") from None


def member(values: dict[str, Any], name: str, kind: type) -> Any:
    value = values.get(name)
    if not isinstance(value, kind) or value == "":
        raise NotOne(name)
    return value
