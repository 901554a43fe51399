"""Handing on what one shared, and coming from it. Both stand in the rows of whoever did them: neither learns of the other."""

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.advocacy import queries as advocacy
from liant.advocacy.models import Consent, Offer, Share
from liant.advocacy.travel import queries
from liant.advocacy.travel.models import Step
from liant.advocacy.travel.rules import TOKEN, new_token
from liant.kit import clock


def hand_on(*, actor: Member, share_id: int) -> tuple[Share, str] | None:
    """A share of theirs, and the token under which it travels; "" for who did not agree to be counted. None where none is theirs."""
    check(actor, "advocacy.take_part")
    with transaction.atomic(), advocacy.own(actor):
        share = queries.share_of(actor, share_id)
        if share is None or share.offer is None:
            return None
        if Consent.Purpose.COUNT not in advocacy.consents(actor):
            return share, ""
        step = _step(actor, share.offer)
        if not step.token:
            step.token = new_token()
            step.save(update_fields=["token"])
        return share, step.token


def come(*, actor: Member, offer: Offer, token: str) -> bool:
    """They follow what a colleague handed on. Kept once, and only for who agreed to be counted; whether such a token exists is
    not looked up, since its row is somebody else's. Whether they take part."""
    check(actor, "advocacy.take_part")
    with transaction.atomic(), advocacy.own(actor) as expert:
        if expert is None:
            return False
        if TOKEN.fullmatch(token) and Consent.Purpose.COUNT in advocacy.consents(actor):
            step = _step(actor, offer)
            if not step.came_from and step.token != token:
                step.came_from, step.came_at = token, clock.now()
                step.save(update_fields=["came_from", "came_at"])
        return True


def _step(actor: Member, offer: Offer) -> Step:
    return Step.objects.get_or_create(member=actor, offer=offer)[0]
