"""Other sites tell ours that they speak of it (W3C Webmention): told by them, checked by us, taken back when they do."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from liant.connectors.contract import Account, Capabilities, Field, Misconfigured, Page, Rejected
from liant.connectors.receiving import Pushed, Received, Request, refused
from liant.connectors.translation import raise_for_status, translated
from liant.connectors.webmention.links import HTML, links_to
from liant.connectors.webmention.reading import read_mention, thread_of
from liant.kit import http

ACCEPT = "text/html, application/xhtml+xml;q=0.9, application/json;q=0.5, text/plain;q=0.4"
LIMITS = http.Limits(connect_seconds=5, total_seconds=5, max_bytes=1_000_000, max_redirects=20)
LONGEST_ADDRESS = 2000
UNSEEN = {400, 401, 402, 403, 404, 405, 406, 451}


class Webmention:
    kind = "webmention"
    label = {"en": "Webmention", "fr": "Webmention"}
    summary = {
        "en": "Other web sites tell yours that they answer it, like it or speak of it. You put one line on your pages.",
        "fr": "D’autres sites disent au vôtre qu’ils lui répondent, l’aiment ou parlent de lui. Vous mettez une ligne sur vos pages.",
    }
    icon = "world"
    capabilities = Capabilities(is_public=True)
    has_senders = False
    door_help = {
        "en": "Put this line in the head of each page of your site, so that others find the address: "
        '<link rel="webmention" href="{address}">',
        "fr": "Mettez cette ligne dans l’en-tête de chaque page de votre site, pour que les autres trouvent l’adresse : "
        '<link rel="webmention" href="{address}">',
    }
    settings = (
        Field(
            "sites",
            "lines",
            {"en": "Addresses of your sites", "fr": "Adresses de vos sites"},
            {
                "en": "One per line, such as https://www.example.org. Mentions of other sites are refused.",
                "fr": "Une par ligne, par exemple https://www.example.org. Les mentions d’autres sites sont refusées.",
            },
        ),
    )

    def takes_mentions_of(self, settings: Mapping[str, Any], address: str) -> bool:
        """Whether mentions of this page are taken. Each item that comes in tells its page: `raw["target"]`, verified."""
        try:
            return _is_ours(address, _lines(settings))
        except Misconfigured:
            return False

    def check(self, account: Account) -> str:
        sites = _sites(account)
        return f"Mentions of {', '.join(sites)} will be taken."

    def receive(self, account: Account, request: Request, now: datetime) -> Received:
        if request.method != "POST":
            return Received(200, "Webmentions arrive here: send source and target by POST.")
        try:
            if fault := _fault(request, _sites(account)):
                return refused(400, fault)
        except Misconfigured as error:
            return refused(503, str(error))
        words = "Kept. What comes of it is told at the address in the header Location."
        return Received(201, words, is_kept=True, has_state_page=True)

    def read(self, account: Account, request: Request, now: datetime) -> Page:
        """Look at the source: what it says now is what counts, also when it said something else before."""
        pair = _pair(request.body)
        if pair is None or not _is_ours(pair[1], _sites(account)):
            raise Rejected("This is no mention of your sites.")
        source, target = pair
        thread = thread_of(source, target)
        with translated():
            try:
                answer = http.get(source, headers={"accept": ACCEPT}, limits=LIMITS)
            except (http.TooLarge, http.Forbidden) as error:
                raise Rejected(str(error)) from error
        if answer.status == 410:
            return Pushed(items=[], cursor={}, replaces=[thread], told="The page is gone, and with it what it said.")
        if answer.status in UNSEEN:
            raise Rejected(f"The page cannot be seen ({answer.status}).")
        raise_for_status(answer, _host(source))
        media_type = answer.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
        if not (media_type in HTML or media_type.endswith("json") or media_type.startswith("text/")):
            raise Rejected(f"The page is {media_type}, in which no link can be looked for.")
        text = _decoded(answer)
        if not links_to(target, text, media_type):
            told = f"The page does not link to {target}."
            return Pushed(items=[], cursor={}, replaces=[thread], told=told)
        item = read_mention(source, target, text, media_type, now)
        return Pushed(items=[item], cursor={}, edited=[item], replaces=[thread])


def _fault(request: Request, sites: Sequence[str]) -> str | None:
    """Why a request is refused at once, in a sentence."""
    if request.media_type not in {"application/x-www-form-urlencoded", ""}:
        return "Send source and target as a form (application/x-www-form-urlencoded)."
    pair = _pair(request.body)
    if pair is None:
        return "Source and target are two addresses of the web, given once each."
    source, target = pair
    if not _is_ours(target, sites):
        return f"This address takes no mention of {_host(target)}."
    if _bare(source) == _bare(target):
        return "Source and target are the same page."
    return "Source and target are on the same site." if _is_ours(source, sites) else None


def _pair(body: bytes) -> tuple[str, str] | None:
    """Source and target, when both are addresses."""
    try:
        form = parse_qs(body.decode(), max_num_fields=20)
    except ValueError:
        return None
    found = [form.get(name, []) for name in ("source", "target")]
    if any(len(values) != 1 or not _is_address(values[0]) for values in found):
        return None
    return found[0][0].strip(), found[1][0].strip()


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text.strip())
        return (
            parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and "@" not in parts.netloc
            and len(text) <= LONGEST_ADDRESS
            and text.strip().isprintable()
            and not any(mark in text.strip() for mark in ' <>"')
            and (parts.port or 1) > 0
        )
    except ValueError:
        return False


def _sites(account: Account) -> Sequence[str]:
    return _lines(account.settings)


def _lines(settings: Mapping[str, Any]) -> Sequence[str]:
    value = settings.get("sites") or ()
    lines = value.splitlines() if isinstance(value, str) else value
    sites = [line.strip() if "://" in line else f"https://{line.strip()}" for line in map(str, lines) if line.strip()]
    if not sites:
        raise Misconfigured("The address of your site is missing.", "sites")
    if wrong := next((site for site in sites if not _is_address(site)), None):
        raise Misconfigured(f"“{wrong}” is not an address of the web.", "sites")
    return sites


def _is_ours(address: str, sites: Sequence[str]) -> bool:
    """On one of these sites, with or without www, at or below the path that was given."""
    there = urlsplit(address)
    for site in sites:
        here = urlsplit(site)
        root = here.path.rstrip("/")
        is_below = there.path == root or there.path.startswith(f"{root}/") or not root
        if _host(address) == _host(site) and there.port == here.port and is_below:
            return True
    return False


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").lower().removeprefix("www.")


def _bare(address: str) -> str:
    """Without what stands behind the number sign: the same page."""
    return urlsplit(address)._replace(fragment="").geturl().rstrip("/")


def _decoded(answer: http.Answer) -> str:
    """As its header says, else UTF-8; what cannot be read is replaced."""
    _, _, charset = answer.headers.get("content-type", "").lower().partition("charset=")
    try:
        return answer.body.decode(charset.partition(";")[0].strip("\"' ") or "utf-8", "replace")
    except LookupError:
        return answer.body.decode("utf-8", "replace")
