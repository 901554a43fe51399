"""What a member chose, shared and noted, as a file: to look through, or to take along before leaving."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from liant.accounts.models import Member
from liant.advocacy.models import Consent, Expert, Offer, Outcome, Proposal, Share, Suggestion, Topic
from liant.advocacy.sharing import NETWORKS, address_in
from liant.advocacy.telling import reasons_in_words
from liant.kit.spreadsheet import as_csv
from liant.links.queries import totals
from liant.links.rules import PERSON

Row = list[Any]  # what, when, about what, where, in which words, at which address, how many people, who


def own_file(expert: Expert) -> str:
    """CSV, in the language of whoever reads it; inside their own rows."""
    member = expert.member
    head = [_("what"), _("when"), _("about what"), _("where"), _("in which words"), _("address"), _("people by the link"), _("who")]  # fmt: skip
    return as_csv(head, [*agreed(member), *chosen(expert), *suggested(member), *shared(member), *followed(member), *told(member)])  # fmt: skip


def row(what: Any, at: Any = None, **more: Any) -> Row:
    values = (more.get(name, "") for name in ("title", "where", "words", "url", "people", "who"))
    return [str(what), at.isoformat(timespec="seconds") if at else "", *values]


def agreed(member: Member) -> Iterator[Row]:
    for one in Consent.objects.filter(member=member).order_by("given_at", "id"):
        yield row(_("agreed to"), one.given_at, title=str(one.get_purpose_display()), words=one.words)
        if one.taken_back_at:
            yield row(_("taken back"), one.taken_back_at, title=str(one.get_purpose_display()))


def chosen(expert: Expert) -> Iterator[Row]:
    kinds = dict(Offer.Kind.choices)
    topics = Topic.objects.filter(pk__in=expert.topics).values_list("name", flat=True)
    choices = {
        _("topics"): ", ".join(topics),
        _("useful to those who follow me"): ", ".join(str(kinds.get(one, one)) for one in expert.wishes.get("kinds", ())),
        _("in my words"): expert.wishes.get("words", ""),
        _("networks"): ", ".join(NETWORKS[one].label for one in expert.networks if one in NETWORKS),
        _("languages"): ", ".join(expert.languages),
        _("how I hear of it"): ", ".join(str(Expert.Channel(one).label) for one in expert.channels),
        _("at most in a week"): str(expert.most_each_week),
    }  # fmt: skip
    yield from (row(_("chose"), title=title, words=words) for title, words in choices.items() if words)


def suggested(member: Member) -> Iterator[Row]:
    found = Suggestion.objects.filter(member=member).select_related("offer__topic", "offer__author")
    for one in found.order_by("made_at", "id"):
        words = " ".join(reasons_in_words(one))
        yield row(_("was suggested"), one.made_at, title=one.offer.title, words=words, url=one.offer.url)
        if one.refused_at:
            yield row(_("left aside"), one.refused_at, title=one.offer.title)


def shared(member: Member) -> Iterator[Row]:
    found = list(Share.objects.filter(member=member).select_related("link", "offer").order_by("begun_at", "id"))
    counts = totals([one.link for one in found if one.link])
    what = {"done": _("shared"), "begun": _("began to share"), "dropped": _("did not share after all")}
    for one in found:
        people = counts.get(one.link_id, {}).get(PERSON, 0) if one.link_id else ""
        yield row(what.get(one.state, _("is on its way")), one.done_at or one.begun_at, title=one.title, people=people,
                  where=NETWORKS[one.network].label, words=one.text, url=one.url or address_in(one))  # fmt: skip


def followed(member: Member) -> Iterator[Row]:
    for one in Outcome.objects.filter(member=member).select_related("share").order_by("at", "id"):
        title = one.share.title if one.share else ""
        yield row(one.get_kind_display(), one.at, title=title, words=one.words, url=one.url, who=one.who)


def told(member: Member) -> Iterator[Row]:
    """What they told the house, in their name."""
    for one in Proposal.objects.filter(author=member).select_related("offer").order_by("at", "id"):
        what = _("answered a call") if one.offer else _("suggested")
        yield row(what, one.at, title=one.offer.title if one.offer else "", words=one.text, url=one.url)
