"""What the pages of one's own ties are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from liant.accounts.asking import member
from liant.bonds import between, queries, rules
from liant.bonds.forms import AskForm, CommunityForm
from liant.bonds.models import Asked, Hint, Tie
from liant.kit.spreadsheet import as_csv
from liant.ledger.kinds import InteractionKind
from liant.ledger.models import Community, Interaction
from liant.web.pieces import Words


@dataclass(frozen=True)
class Act:
    """A hint, and where it leads: to write a kind word; else it is asked on a page of its own."""

    hint: Hint
    thank_url: str


def mine_page(request: HttpRequest) -> dict[str, Any]:
    reader = member(request)
    since = between.agreed_since(reader)
    asked = request.GET.get("after", "")
    after = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
    with queries.own(reader):
        found = queries.ties_of(reader, after) if since else []
        context = {
            "lost": queries.lost_of(reader) if since else [],
            "hints": [
                Act(one, between.thank_address(reader, one.other) if one.kind == Hint.Kind.THANK else "")
                for one in (queries.hints_of(reader) if since else [])
            ],
            "asked": list(queries.asked_of(reader)[:SHOWN]),
            "hidden": queries.hidden_colleagues(reader),
            "choice": queries.choice_of(reader),
        }
    return {
        "tabs": between.tabs(request, "bonds:mine"),
        "since": since,
        "agree_page": between.agree_page(),
        "measure": queries.last_measure(),
        "ties": [one for one in found[: queries.PAGE] if one.state != Tie.State.LOST],
        "next": after + queries.PAGE if len(found) > queries.PAGE else 0,
        "kinds": Hint.Kind,
        "askings": Asked.Kind,
        **context,
    }


def ask_page(hint: Hint, form: AskForm, *, to_be_introduced: bool) -> dict[str, Any]:
    to = hint.via if to_be_introduced else hint.other
    return {"hint": hint, "to": to, "form": form, "to_be_introduced": to_be_introduced}


HAPPENED = [
    ("wrote", _("I wrote there")), ("answered", _("I answered somebody")), ("went", _("I went")),
    ("asked", _("Somebody asked me")),
]  # fmt: skip
SHOWN = 60  # of what was noted, in all


@dataclass(frozen=True)
class Noted:
    """What was noted of a community: in the words of whoever noted it, or of the ledger."""

    interaction: Interaction
    label: Words


@dataclass(frozen=True)
class Place:
    """One community of the reader's."""

    community: Community
    is_hidden: bool
    noted: Sequence[Noted]

    @property
    def community_id(self) -> int:
        return self.community.pk


def outside_page(request: HttpRequest, form: CommunityForm) -> dict[str, Any]:
    reader = member(request)
    labels = {rules.HAPPENED[what]: words for what, words in HAPPENED}
    noted: dict[int, list[Noted]] = {}
    words = request.GET.get("q", "")[:200]
    with queries.own(reader):
        for one in queries.noted_outside(reader)[:SHOWN]:
            kind = InteractionKind(one.kind)
            noted.setdefault(one.community_id or 0, []).append(Noted(one, labels.get(kind, kind.label)))
        known = queries.known_outside(reader)
        communities, has_more = queries.communities_for(reader, words)
    return {
        "tabs": between.tabs(request, "bonds:outside"),
        "since": between.agreed_since(reader),
        "agree_page": between.agree_page(),
        "known": [Place(one.community, one.is_hidden, noted.get(one.community_id, [])) for one in known],
        "communities": communities,
        "shown": ",".join(str(pk) for pk, _name, _is_known in communities),
        "words": words,
        "has_more": has_more,
        "happened": HAPPENED,
        "form": form,
    }


def communities_page(request: HttpRequest, form: CommunityForm) -> dict[str, Any]:
    """The list of the house, for whoever keeps it."""
    words = request.GET.get("q", "")[:200]
    found = list(queries.communities(words)[: queries.COMMUNITIES + 1])
    return {
        "form": form,
        "communities": found[: queries.COMMUNITIES],
        "has_more": len(found) > queries.COMMUNITIES,
        "words": words,
    }


def own_file(request: HttpRequest) -> str:
    """CSV: their ties as measured, where they are known outside and what was noted of it, then every contact that the ledger holds of
    them and colleagues."""
    reader = member(request)
    head = ["what", "who", "towards", "kind", "at", "strength", "low", "high", "contacts", "words"]
    with queries.own(reader):
        found = Tie.objects.filter(member=reader).select_related("other").order_by("-strength", "id")
        rows = [["tie", reader.name, one.other.name, one.state, one.last_at.isoformat() if one.last_at else "",
                 round(one.strength, 1), round(one.low, 1), round(one.high, 1), one.contacts] for one in found]  # fmt: skip
        known = [one.community.name for one in queries.known_outside(reader)]
        noted = queries.noted_outside(reader).values_list("community__name", "kind", "at")
        outside: list[list[object]] = [["outside", reader.name, name, "known", "", "", "", "", ""] for name in known]
        outside += [["contact", reader.name, name, kind, at.isoformat(), "", "", "", ""] for name, kind, at in noted]
        asked = queries.asked_of(reader).values_list("by__name", "about__name", "kind", "at", "words")
        rows += [["asked", by, about or reader.name, kind, at.isoformat(), "", "", "", "", words]
                 for by, about, kind, at, words in asked]  # fmt: skip
    rows += outside
    rows += [
        ["contact", who, whom, kind, at.isoformat(), "", "", "", ""]
        for who, whom, kind, at in queries.own_contacts(reader)
    ]
    return as_csv(head, ([*row, *[""] * (len(head) - len(row))] for row in rows))
