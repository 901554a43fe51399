"""Others are told that the journal changed: those whom a piece links to (Webmention), and the hub that tells those who
follow a feed (WebSub). Each is asked outside of any transaction; what came of it is kept."""

from collections.abc import Sequence
from urllib.parse import urlencode

from liant.kit import http, markdown
from liant.tenancy.context import tenant
from liant.writing.journal import actions, queries
from liant.writing.journal.actions import Outcome
from liant.writing.journal.endpoints import endpoint_of, is_address
from liant.writing.journal.models import SentMention
from liant.writing.models import Piece, Version

LIMITS = http.Limits(connect_seconds=10, total_seconds=20, max_bytes=1_000_000, max_redirects=20)
ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"
MOST_TARGETS, MOST_ATTEMPTS = 60, 6
FORM = {"content-type": "application/x-www-form-urlencoded", "accept": "*/*"}
FEEDS = ("rss", "atom", "json")


class TryAgain(Exception):
    """It may go better later: the job is to be done again."""


def targets_of(version: Version) -> list[str]:
    """What it links to, and where the words of others come from; its own house is not told."""
    here = queries.site()
    own = here.root if here else ""
    found = [*markdown.links(version.body), version.link, version.piece.source_url]
    addresses = [one for one in dict.fromkeys(found) if one and is_address(one) and len(one) <= 2000]
    return [one for one in addresses if not (own and one.startswith(own))][:MOST_TARGETS]


def tell_target(organisation_id: int, sent_id: int) -> None:
    """Raises TryAgain."""
    with tenant(organisation_id):
        sent = SentMention.objects.filter(pk=sent_id).select_related("version__piece").first()
        here = queries.site()
        if sent is None or here is None or sent.state != SentMention.State.WAITING:
            return
        source, target, attempts = here.of_piece(sent.version.piece, sent.version.language), sent.target, sent.attempts
    outcome = told(source, target)
    is_last = attempts + 1 >= MOST_ATTEMPTS
    with tenant(organisation_id):
        actions.note_sent(sent_id=sent_id, outcome=outcome, is_last=is_last)
    if outcome.may_try_again and not is_last:
        raise TryAgain(outcome.answer)


def told(source: str, target: str) -> Outcome:
    """Look for the endpoint of `target`, and tell it there."""
    state = SentMention.State
    try:
        endpoint = discovered(target)
        if endpoint is None:
            return Outcome(state.NONE)
        answer = http.post(endpoint, content=form_of(source=source, target=target), headers=FORM, limits=LIMITS)
    except http.Forbidden as error:
        return Outcome(state.REFUSED, answer=str(error))
    except http.HttpError as error:
        return Outcome(state.FAILED, answer=str(error), may_try_again=True)
    if answer.is_success:
        return Outcome(state.SENT, endpoint)
    words = f"{answer.status}: {' '.join(answer.text()[:2000].split())[:200]}" if answer.body else str(answer.status)
    if answer.status >= 500 or answer.status in (408, 425, 429):
        return Outcome(state.FAILED, endpoint, words, may_try_again=True)
    return Outcome(state.REFUSED, endpoint, words)


def form_of(**fields: str) -> bytes:
    return urlencode(fields).encode()


def discovered(target: str) -> str | None:
    """A page too large to be read may still say it in its head."""
    try:
        answer = http.get(target, headers={"accept": ACCEPT}, limits=LIMITS)
    except http.TooLarge:
        answer = http.request("HEAD", target, headers={"accept": ACCEPT}, limits=LIMITS)
    is_page = "html" in answer.headers.get("content-type", "text/html").lower()
    return endpoint_of(answer.url, answer.headers.get_list("link"), answer.text() if is_page else "")


def feeds_of(version: Version) -> list[str]:
    """The addresses of the feeds in which this version appears, or appeared."""
    here = queries.site()
    if here is None:
        return []
    listed = version.language if version.language in here.journal.languages else here.journal.main_language
    there, piece = here.in_language(listed), version.piece
    found = [there.listed(kind) for kind in FEEDS]
    if piece.topic_id:
        found += [there.listed(f"topic-{kind}", topic_id=piece.topic_id) for kind in FEEDS]
    return [*found, there.listed("podcast")] if is_heard(piece) else found


def is_heard(piece: Piece) -> bool:
    return any(one.startswith(("audio/", "video/")) for one in piece.media.values_list("media_type", flat=True))


def ping_hub(organisation_id: int, version_id: int) -> None:
    """One request for each feed. Raises TryAgain."""
    with tenant(organisation_id):
        here, version = queries.site(), Version.objects.filter(pk=version_id).select_related("piece").first()
        hub = here.journal.hub_url if here else ""
        feeds = feeds_of(version) if version else []
    if not hub or not feeds:
        return
    problem, may_go_better = asked_of(hub, feeds)
    with tenant(organisation_id):
        actions.note_hub(answer=problem)
    if problem and may_go_better:
        raise TryAgain(problem)


def asked_of(hub: str, feeds: Sequence[str]) -> tuple[str, bool]:
    """What the hub had against it, "" if nothing; and whether asking again may help."""
    for feed in feeds:
        body = form_of(**{"hub.mode": "publish", "hub.url": feed, "hub.topic": feed})
        try:
            answer = http.post(hub, content=body, headers=FORM, limits=LIMITS)
        except http.HttpError as error:
            return str(error)[:300], not isinstance(error, http.Forbidden)
        if not answer.is_success:
            return f"{answer.status} {' '.join(answer.text()[:500].split())}"[:300], answer.status >= 429
    return "", False
