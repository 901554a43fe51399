"""What the page of the board shows; inside the expert's own rows."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from liant.accounts.permissions import may
from liant.accounts.roles import MANAGERS
from liant.advocacy.board import queries, rules
from liant.advocacy.board.models import Ballot
from liant.advocacy.board.policy import SEE
from liant.advocacy.models import Expert
from liant.advocacy.tabs import room_tabs
from liant.advocacy.ways import Told
from liant.kit import clock

FIRST = 5  # those who shared most; of the others nobody is shown how little


def home_page(request: HttpRequest, expert: Expert) -> dict[str, Any]:
    ballot, last, is_on = queries.open_ballot(), queries.last_closed(), queries.is_on()
    stands = is_on and queries.has_place(expert.member)
    lines = queries.lines() if stands else []
    waits = Ballot.objects.filter(closed_at=None).exists()
    return {
        "tabs": room_tabs(request, "board:home", is_expert=True),
        "ballot": ballot,
        "vote": queries.vote_of(expert.member, ballot) if ballot else None,
        "last": last,
        "is_on": is_on,
        "stands": stands,
        "rows": [[one.member.name, one.shared] for one in lines[:FIRST] if one.shared],
        "head": [_("Who"), _("Different things")],
        "own": next((one.shared for one in lines if one.member.pk == expert.member_id), 0),
        "others": len(lines) - 1,
        "may_ask": rules.may_be_asked(clock.now(), last.closed_at if last else None, is_open=waits),
        "again_at": last.closed_at + rules.NOT_AGAIN_FOR if last and last.closed_at else None,
    }


def waiting(request: HttpRequest, expert: Expert) -> list[Told]:
    """A vote that is open and in which they have not voted."""
    reader = expert.member
    if not may(reader, SEE) or reader.has_role(*MANAGERS):
        return []
    ballot = queries.open_ballot()
    if ballot is None or queries.vote_of(reader, ballot) is not None:
        return []
    words = (
        _("Do experts want a leaderboard?")
        if ballot.asks == Ballot.Asks.IN
        else _("Do experts want the leaderboard to go?")
    )
    url = reverse("board:home", kwargs={"organisation_slug": request.organisation.slug})  # type: ignore[attr-defined]
    return [Told(words, url, _("Vote, without your name"))]
