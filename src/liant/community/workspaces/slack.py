"""An export of a Slack workspace: a zip of JSON files, as its page "How to read Slack data exports" says. Only channels that
`channels.json` lists are read: direct messages and private channels have lists of their own, and are passed over."""

import json
import re
import zipfile
from typing import Any, BinaryIO

from liant.community.workspaces.reading import Found, moment_of, reaction_kind

CALLED = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")
LARGEST_FILE = 200_000_000
MOST_FILES = 200_000


class NotOne(ValueError):
    """A member of the message is missing, or is not what it should be."""


def read(stream: BinaryIO, found: Found) -> None:
    if not zipfile.is_zipfile(stream):
        found.wrong("zip", 1, "not_a_zip")
        return
    with zipfile.ZipFile(stream) as archive:
        names = {one.filename: one for one in archive.infolist()[:MOST_FILES]}
        people = people_in(listed(archive, names, "users.json", found))
        channels = listed(archive, names, "channels.json", found)
        open_ones = {str(one.get("name")) for one in channels if isinstance(one, dict)}
        for name in sorted(names):
            folder, _, day = name.rpartition("/")
            if folder in open_ones and day.endswith(".json") and not read_day(archive, names, name, people, found):
                return


def listed(archive: zipfile.ZipFile, names: Any, name: str, found: Found) -> list[Any]:
    """What a file of the archive lists; a problem, and nothing, when it is missing or unreadable."""
    if name not in names:
        found.wrong(name, 1, "missing_file")
        return []
    if names[name].file_size > LARGEST_FILE:
        found.wrong(name, 1, "too_large")
        return []
    try:
        content = json.loads(archive.read(name))
    except json.JSONDecodeError as error:
        found.wrong(name, error.lineno, "no_json")
        return []
    except (UnicodeDecodeError, RecursionError, zipfile.BadZipFile):
        found.wrong(name, 1, "no_json")
        return []
    if not isinstance(content, list):
        found.wrong(name, 1, "no_list")
        return []
    return content


def people_in(users: list[Any]) -> dict[str, str]:
    """Slack's id of a person → their address."""
    found = {}
    for user in users:
        if isinstance(user, dict) and isinstance(user.get("profile"), dict):
            found[str(user.get("id"))] = str(user["profile"].get("email") or "").lower()
    return found


def read_day(archive: zipfile.ZipFile, names: Any, name: str, people: dict[str, str], found: Found) -> bool:
    """One channel on one day. `number` of a problem: which message of the file."""
    for number, message in enumerate(listed(archive, names, name, found), start=1):
        try:
            read_message(message, name.rpartition("/")[0], people, found)
        except NotOne as error:
            if not found.wrong(name, number, str(error)):
                return False
    return True


def read_message(message: Any, channel: str, people: dict[str, str], found: Found) -> None:
    if not isinstance(message, dict):
        raise NotOne("message")
    if message.get("type") != "message" or not message.get("user"):  # a bot, or what the workspace says itself
        return
    stamp, author = str(message.get("ts") or ""), people.get(str(message["user"]))
    moment = moment_in(stamp)
    if message.get("parent_user_id") and message.get("thread_ts") != message.get("ts"):
        found.note("reply", author, people.get(str(message["parent_user_id"])), moment, channel, stamp)
    for called in dict.fromkeys(CALLED.findall(str(message.get("text") or ""))):
        found.note("mention", author, people.get(called), moment, channel, stamp)
    for reaction in message.get("reactions") or ():
        if not isinstance(reaction, dict) or not isinstance(reaction.get("users"), list):
            raise NotOne("reactions")
        emoji = str(reaction.get("name") or "")
        for user in reaction["users"]:  # the export doesn't say when: on the day of what it answers
            found.note(reaction_kind(emoji), people.get(str(user)), author, moment, channel, stamp, emoji)


def moment_in(stamp: str) -> Any:
    try:
        return moment_of(float(stamp))
    except ValueError:
        raise NotOne("ts") from None
