"""The kinds of interaction, registered once. Ties are computed from interactions and from nothing else."""

from django.db import models
from django.utils.translation import gettext_lazy as _


def community_key(name: str) -> str:
    """By which a community is found, whatever its capitals and spaces."""
    return " ".join(name.split()).casefold()


class InteractionKind(models.TextChoices):
    REPLY = "reply", _("reply")
    COMMENT = "comment", _("comment")
    MENTION = "mention", _("mention")
    REACTION = "reaction", _("reaction")
    THANKS = "thanks", _("thanks")
    RESHARE = "reshare", _("re-share")
    ASKED = "asked", _("asked to share")
    CONVERSATION = "conversation", _("conversation")
    MESSAGE = "message", _("message")
    MET = "met", _("met")
    ATTENDED = "attended", _("attended together")
    COWROTE = "co-wrote", _("wrote together")


class Purpose(models.TextChoices):
    ANSWERING = "answering", _("answering people who speak to us")
    SHARING = "sharing", _("sharing what colleagues write")
    BELONGING = "belonging", _("life between colleagues")
    OUTSIDE = "outside", _("being known outside the house")


BETWEEN_COLLEAGUES = (Purpose.BELONGING, Purpose.SHARING)
# What one does towards what the other shared, and contacts that have nothing to do with it: for whoever asks which leads to which.
# A mention stands within a post, a comment or an answer, and being asked to share is about sharing: as a contact, either would
# answer itself (ADR 55).
SHARES = (
    InteractionKind.COMMENT, InteractionKind.REPLY, InteractionKind.REACTION, InteractionKind.THANKS, InteractionKind.RESHARE,
)  # fmt: skip
CONTACTS = (
    InteractionKind.CONVERSATION, InteractionKind.MESSAGE, InteractionKind.MET, InteractionKind.ATTENDED, InteractionKind.COWROTE,
)  # fmt: skip


class Visibility(models.TextChoices):
    PUBLIC = "public", _("seen by everyone on the network")
    PARTIES = "parties", _("known to the two people only")
    OWN = "own", _("known to the person alone")


class Consent(models.TextChoices):
    NOT_NEEDED = "not_needed", _("part of the work, told beforehand")
    GIVEN = "given", _("given by the person")
