"""Where alerts may go: apprise knows a hundred kinds of places; these speak HTTP to one address and need no file, no
command and no other library. An address is refused when it asks for anything else than saying words there."""

import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.utils.translation import gettext as _

from liant.kit import dialling
from liant.kit.addresses import private_allowed

ENCRYPTED = {
    "discord": "Discord", "gchat": "Google Chat", "gotifys": "Gotify", "jsons": "JSON", "matrixs": "Matrix",
    "mmosts": "Mattermost", "nctalks": "Nextcloud Talk", "ntfys": "ntfy", "rockets": "Rocket.Chat",
    "slack": "Slack", "tgram": "Telegram", "workflows": "Microsoft Teams", "zulip": "Zulip",
}  # fmt: skip
IN_THE_CLEAR = {"gotify": "Gotify", "json": "JSON", "matrix": "Matrix", "mmost": "Mattermost", "nctalk": "Nextcloud Talk",
                "ntfy": "ntfy", "rocket": "Rocket.Chat"}  # fmt: skip
"""Only where the operator lets Liant talk to private addresses."""
OPTIONS = {"avatar", "botname", "channel", "click", "footer", "image", "mode", "overflow", "priority", "tags", "thread",
           "to", "token", "topic", "via"}  # fmt: skip
"""What may stand behind the question mark. `template`, `attach`, `verify` and the like read files or loosen the guard."""
SECONDS = 20.0
ANSWERED = "error="  # with which the library tells the status that a server gave; a line that broke has none


class NotAPlace(ValueError):
    """A sentence that says why, in the reader’s language."""


class NotTold(Exception):
    """It did not arrive; the sentence never holds the address. `may_have_arrived`: it left, and nobody answered."""

    def __init__(self, words: str, *, may_have_arrived: bool = False):
        super().__init__(words)
        self.may_have_arrived = may_have_arrived


def service_of(address: str) -> str:
    """The name of the service, such as "Slack". Raises NotAPlace."""
    return known_as(scheme_of(address))


def scheme_of(address: str) -> str:
    try:
        parts = urlsplit(address.strip())
        asked = {key for key, _value in parse_qsl(parts.query, keep_blank_values=True)}
    except ValueError as error:
        raise NotAPlace(_("This is not an address.")) from error
    known_as(parts.scheme.lower())
    if refused := sorted(asked - OPTIONS):
        raise NotAPlace(
            _("Take “%(option)s” off the address: only words are sent there.") % {"option": refused[0][:40]}
        )
    return parts.scheme.lower()


def known_as(scheme: str) -> str:
    if scheme in ENCRYPTED:
        return ENCRYPTED[scheme]
    if scheme in IN_THE_CLEAR and private_allowed():
        return IN_THE_CLEAR[scheme]
    if scheme in IN_THE_CLEAR:
        raise NotAPlace(_("“%(scheme)s” would send it in the clear; write “%(scheme)ss”.") % {"scheme": scheme})
    raise NotAPlace(_("Liant does not send alerts to this kind of address."))


def checked(address: str) -> str:
    """How this address is shown: the service, and its server where it is one's own. Raises NotAPlace."""
    service, speaker = service_of(address), speaker_for(address)
    host = getattr(speaker, "host", None)
    return f"{service}, {host}" if host and "." in str(host) else service


def speaker_for(address: str) -> Any:
    """apprise's own object for this address. Raises NotAPlace."""
    import apprise  # takes a while, and few need it

    scheme_of(address)
    asset = apprise.AppriseAsset(
        app_id="Liant", app_desc="Liant", app_url="", image_url_mask=None, image_url_logo=None, image_path_mask=None,
        async_mode=False, http_redirects=False, plugin_paths=[], storage_mode=apprise.PersistentStoreMode.MEMORY,
    )  # fmt: skip
    speaker = apprise.Apprise.instantiate(address.strip(), asset=asset, suppress_exceptions=True)
    if speaker is None:
        raise NotAPlace(_("Something is missing in this address."))
    if not speaker.verify_certificate or speaker.redirects:
        raise NotAPlace(_("Take what loosens the checks off the address."))
    speaker.socket_connect_timeout = speaker.socket_read_timeout = SECONDS
    return speaker


def tell(address: str, title: str, words: str, url: str) -> None:
    """Say it there, once. Raises NotTold or NotAPlace. No transaction may be open."""
    import apprise  # as above

    speaker = speaker_for(address)
    with dialling.guarded() as door, apprise.LogCapture(level=apprise.logging.WARNING) as said:
        is_told = speaker.notify(body=f"{words}\n{url}", title=title)
        if not is_told:
            log = said.getvalue()
            may_have_arrived = door.has_opened and ANSWERED not in log
            raise NotTold(in_one_line(log, address), may_have_arrived=may_have_arrived)


def in_one_line(log: str, address: str) -> str:
    """The last thing the library said, without its prefix and without any part of the address that may be a key."""
    last = next((line for line in reversed(log.splitlines()) if line.strip()), "")
    last = re.sub(r"^.*?(?:WARNING|ERROR)\s*-?\s*", "", last)
    for part in sorted(re.split(r"[/?&=@:]+", address), key=len, reverse=True):
        if len(part) > 7:
            last = last.replace(part, "…")
    return " ".join(last.split())[:300] or "It did not arrive."
