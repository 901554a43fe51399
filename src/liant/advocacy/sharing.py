"""What an expert does with what they are offered. All of it is written in their own rows and in no log; nothing leaves by it:
the text goes through the network's own window, by their hand, or by a way that they opened themselves (`ways`)."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext, override

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.advocacy import between, queries, rules
from liant.advocacy.events import OfferProposed
from liant.advocacy.models import Consent, Expert, Feedback, Offer, Outcome, Proposal, Share, Suggestion, Wording
from liant.advocacy.states import IN_HAND, ON_ITS_WAY, SHARE
from liant.connectors.intents import INTENTS, Intent, Opening, host_of, opening, whole
from liant.jobs.events import publish
from liant.kit import clock, secrets
from liant.kit.lifecycle import LifecycleError
from liant.ledger.actions import Noted, note_all
from liant.ledger.kinds import Consent as Agreed
from liant.ledger.kinds import InteractionKind, Purpose, Visibility
from liant.links import actions as links
from liant.links.models import Link
from liant.links.queries import root, short_address
from liant.links.rules import new_code
from liant.people.models import Person

NETWORKS = {key: one for key, one in INTENTS.items() if key != "instagram"}  # it takes neither a text nor a link


class CannotShare(Exception):
    """`why`: "undisclosed", "empty", "long", "host", or, once, "start" or "others": the same words as everyone."""

    def __init__(self, why: str):
        super().__init__(f"This cannot be shared as it is: {why}.")
        self.why = why


@dataclass(frozen=True)
class Words:
    """What is asked before a share begins. `host`: their server, where the network has many; `has_seen`: they were told
    that others said the same, and keep it."""

    text: str
    network: str
    host: str = ""
    has_seen: bool = False


def disclosure_of(offer: Offer) -> str:
    """How a share begins, in the language of what is shared: in the house's words, else plainly."""
    programme = queries.programme()
    if programme and (words := programme.disclosure.get(offer.language)):
        return str(words)
    with override(offer.language):
        return gettext("I work at %(house)s.") % {"house": offer.organisation.name}


def room_for(intent: Intent, offer: Offer) -> int | None:
    """How long one's own words may be, once the link has its place; None where nobody counts."""
    if intent.limit is None:
        return None
    link = root() + new_code() if offer.url else ""
    return intent.limit - (intent.length(whole("a", link)) - 1)


def problem_of(offer: Offer, words: Words) -> str:
    """Why it cannot be shared so, as CannotShare says it; "" where it can."""
    intent, room, disclosure = NETWORKS[words.network], None, disclosure_of(offer)
    own = rules.own_part(words.text, disclosure)
    if not own:
        return "empty"
    if not rules.discloses(words.text, disclosure):
        return "undisclosed"
    room = room_for(intent, offer)
    if room is not None and intent.length(words.text.strip()) > room:
        return "long"
    return "host" if intent.needs_host and not host_of(words.host) else ""


def sameness_of(actor: Member, offer: Offer, text: str) -> str:
    """ "start" where it says no more than what one could begin with, "others" where others used these words; inside `own`."""
    own = rules.own_part(text, disclosure_of(offer))
    if any(own == rules.normalised(start) for start in [*offer.starts, offer.title, offer.summary] if start):
        return "start"
    if not Wording.objects.filter(offer=offer, digest=digest_of(offer, own)).exists():
        return ""
    before = Share.objects.filter(member=actor, offer=offer).values_list("text", flat=True)
    is_theirs = any(rules.own_part(one, disclosure_of(offer)) == own for one in before)
    return "" if is_theirs else "others"


def digest_of(offer: Offer, own: str) -> str:
    return secrets.keyed_hash("wording", f"{offer.organisation_id}:{offer.pk}:{own}")


def begin(*, actor: Member, offer: Offer, words: Words) -> Share | None:
    """Their words are ready, with a link of their own, for the network's window; nothing has left. Begun again for the same
    network, it is the same share with other words. None for somebody who takes no part. Raises CannotShare."""
    check(actor, "advocacy.take_part")
    if problem := problem_of(offer, words):
        raise CannotShare(problem)
    with transaction.atomic(), queries.own(actor) as expert:
        if expert is None:
            return None
        if not words.has_seen and (same := sameness_of(actor, offer, words.text)):
            raise CannotShare(same)
        share = begun_before(actor, offer, words.network) or Share(member=actor, offer=offer, network=words.network)
        share.state, share.problem = "begun", ""
        share.title, share.language, share.text = offer.title, offer.language, words.text.strip()
        share.link = share.link or _link(actor, offer, words.network)
        share.save()
        _remember(expert, words)
        own = rules.own_part(share.text, disclosure_of(offer))
        Wording.objects.get_or_create(offer=offer, digest=digest_of(offer, own))
    return share


def begun_before(actor: Member, offer: Offer, network: str) -> Share | None:
    """What they began there and neither published nor left; inside `own`."""
    found = Share.objects.filter(member=actor, offer=offer, network=network, state__in=IN_HAND)
    return found.order_by("-id").first()


def _link(actor: Member, offer: Offer, network: str) -> Link | None:
    """A short link of their own, where they want to learn what comes of it and the address can have one."""
    if not offer.url or Consent.Purpose.CLICKS not in queries.consents(actor):
        return None
    about = links.About(offer.source_kind or "advocacy.offer", offer.source_id or offer.pk)
    try:
        return links.share(actor=actor, url=offer.url, network=network, about=about)
    except links.CannotLead:
        return None


def _remember(expert: Expert, words: Words) -> None:
    if words.host and expert.instance != (host := host_of(words.host)):
        expert.instance = host
        expert.save(update_fields=["instance"])


def address_in(share: Share) -> str:
    """What the share leads to: its short link, else the address itself."""
    if share.link is not None:
        return short_address(share.link)
    return share.offer.url if share.offer else ""


def opening_of(share: Share, expert: Expert) -> Opening:
    return opening(
        NETWORKS[share.network], text=share.text, link=address_in(share), title=share.title, host=expert.instance
    )


def settle(
    *, actor: Member, share_id: int, to: str, how: str = "", url: str = "", is_useful: bool | None = None
) -> bool:
    """They say that it is there ("done"), or that they left it ("dropped"). False where no such share is theirs. Raises
    LifecycleError."""
    check(actor, "advocacy.take_part")
    with transaction.atomic(), queries.own(actor):
        share = Share.objects.select_for_update(of=("self",)).filter(member=actor, pk=share_id).first()
        if share is None:
            return False
        if share.state in ON_ITS_WAY:
            raise LifecycleError(f"It is on its way through their own account: {share.state}.")
        SHARE.check(share.state, to)
        share.state, share.url, share.how = to, url[:2000], how if how in Share.How.values else share.how
        share.done_at = clock.now() if to == "done" else None
        share.save(update_fields=["state", "url", "how", "done_at"])
        note_reshare(share)
        if is_useful is not None:
            Suggestion.objects.filter(member=actor, offer=share.offer_id).update(is_useful=is_useful)
    return True


def note_reshare(share: Share) -> None:
    """It is there, and a colleague wrote it: noted for figures about many, once for each thing, where both agreed to it. Their own row:
    neither its author nor anybody else learns of it. Inside `own`."""
    offer, member = share.offer, share.member_id
    if (
        offer is None
        or offer.author_id is None
        or offer.author_id == member
        or share.state != "done"
        or not share.done_at
    ):
        return
    both = {member, offer.author_id}
    if Consent.Purpose.TIES not in queries.consents(share.member) or not between.agreed() >= both:
        return
    # whoever has no card yet gets none for this: that it appears would tell
    people = {one.member_id: one.pk for one in Person.objects.filter(member_id__in=both)}
    if len(people) == 2:
        row = Noted(
            f"reshare:{offer.pk}:{member}",
            InteractionKind.RESHARE,
            people[member],
            people[offer.author_id],
            share.done_at,
        )
        note_all([row], through=share, purpose=Purpose.SHARING, visibility=Visibility.OWN, consent=Agreed.GIVEN)


def look_at(*, actor: Member, offer: Offer) -> None:
    """They opened what was suggested."""
    check(actor, "advocacy.take_part")
    with transaction.atomic(), queries.own(actor):
        Suggestion.objects.filter(member=actor, offer=offer, opened_at=None).update(opened_at=clock.now())


def refuse(*, actor: Member, offer: Offer, reason: str, words: str = "") -> None:
    """Not for them, and why: it leaves their list, and whoever made it reads the reason without a name."""
    check(actor, "advocacy.take_part")
    with transaction.atomic():
        with queries.own(actor):
            gone = Suggestion.objects.filter(member=actor, offer=offer, refused_at=None).update(refused_at=clock.now())
        if gone:
            Feedback.objects.create(offer=offer, reason=reason, words=words.strip(), week=queries.this_week())


def propose(*, actor: Member, text: str, url: str = "") -> Proposal:
    """Something worth sharing that they saw: it goes to those who write, in their name, because they said it."""
    check(actor, "advocacy.take_part")
    with transaction.atomic():
        proposal = Proposal.objects.create(author=actor, text=text.strip(), url=url)
        publish(OfferProposed(proposal.pk))
    return proposal


def answer_call(*, actor: Member, offer: Offer, words: str = "") -> Proposal:
    """They can come: whoever called learns it, in their name. Said twice, it is one answer."""
    check(actor, "advocacy.take_part")
    with transaction.atomic():
        found, _is_new = Proposal.objects.update_or_create(author=actor, offer=offer, defaults={"text": words.strip()})
        with queries.own(actor):
            Suggestion.objects.filter(member=actor, offer=offer).update(refused_at=clock.now(), is_useful=True)
    return found


def note_outcome(
    *, actor: Member, kind: str, who: str = "", words: str = "", share_id: int | None = None, place: int | None = None
) -> Outcome | None:
    """An answer, thanks, somebody met: for themselves; `place`: in which of their communities, if they say so. None where no such
    share is theirs."""
    check(actor, "advocacy.take_part")
    with transaction.atomic(), queries.own(actor):
        share = Share.objects.filter(member=actor, pk=share_id).first() if share_id else None
        if share_id and share is None:
            return None
        made = Outcome.objects.create(member=actor, share=share, kind=kind, who=who.strip(), words=words.strip())
        if place is not None:
            between.note_place(actor, place, place_key(made.pk), kind, made.at)
        return made


def place_key(outcome_id: int) -> str:
    return f"outcome:{outcome_id}"


def forget_outcome(*, actor: Member, outcome_id: int) -> None:
    check(actor, "advocacy.take_part")
    with transaction.atomic(), queries.own(actor):
        if Outcome.objects.filter(member=actor, pk=outcome_id).delete()[0]:
            between.forget_place(actor, place_key(outcome_id))
