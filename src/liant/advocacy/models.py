"""What a house offers its experts, and what they do with it. Who takes part, what they chose and what they shared is theirs:
the database shows those rows to that member alone (`links.own` has the same wall), whatever anybody's role."""

from datetime import time

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liant.accounts.models import Member
from liant.advocacy.states import PROGRAMME, SHARE
from liant.kit import clock
from liant.links.models import Link
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel

FRESH_DAYS = 60  # what is offered is suggested for so long, where nobody says otherwise


class Programme(TenantModel):
    """One for each house. `disclosure`: by language, the words with which a share begins. `most_each_week`: suggestions to one
    expert. `fresh_days`: for how long something is suggested, where nothing else is said. `is_rewarded` and `is_approved` together make sharing look like advertising: the pages say so."""

    name = models.CharField(max_length=120)
    why = models.TextField(blank=True)
    state = models.CharField(max_length=10, default=PROGRAMME.start)
    disclosure = models.JSONField(default=dict)
    most_each_week = models.PositiveSmallIntegerField(default=3)
    fresh_days = models.PositiveSmallIntegerField(default=FRESH_DAYS)
    is_rewarded = models.BooleanField(default=False)
    is_approved = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True)
    join_code = models.CharField(max_length=16, blank=True)  # of the poster; empty while there is none

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation"], name="one_programme_per_house"),
            models.CheckConstraint(condition=models.Q(state__in=PROGRAMME.states), name="programme_state_is_known"),
        ]


class Topic(TenantModel):
    """What offers are about, and what experts choose."""

    name = models.CharField(max_length=120)
    is_over = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_topic_of_offers_per_name")]

    def __str__(self) -> str:
        return self.name


class Offer(TenantModel):
    """Something useful to experts and to those who follow them. `source`: what it comes from, in the words of its room
    ("writing.piece", 7). `question` and `starts`: how to begin in one's own words; never a text to paste. `judged`, `useful`,
    `shown`: of how many it is known whether they found it useful, who did, how often it was suggested lately; counted at night, 0
    under five, for the ranking and no page."""

    class Kind(models.TextChoices):
        NEWS = "news", _("news")
        BEHIND = "behind", _("behind the scenes")
        EXPERT = "expert", _("what a colleague knows")
        OTHERS = "others", _("the words of others")
        EXCLUSIVE = "exclusive", _("before everyone else")
        DEMONSTRATION = "demonstration", _("a demonstration")
        INVITATION = "invitation", _("an invitation")
        QUESTION = "question", _("a question to answer")
        CALL = "call", _("a call for experts")

    kind = models.CharField(max_length=14, choices=Kind.choices)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    url = models.URLField(max_length=2000, blank=True)
    language = models.CharField(max_length=10, default="fr")
    topic = TenantForeignKey(Topic, models.SET_NULL, null=True, related_name="offers")
    author = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(max_length=200, blank=True)  # where its author is nobody of the house
    source_kind = models.CharField(max_length=40, blank=True)
    source_id = models.BigIntegerField(null=True)
    question = models.CharField(max_length=300, blank=True)
    starts = ArrayField(models.CharField(max_length=300), default=list)
    is_about_us = models.BooleanField(default=False)  # the house speaks of itself
    at = models.DateTimeField(null=True)  # when what one is invited or called to takes place
    offered_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField()  # suggested until then
    ended_at = models.DateTimeField(null=True)  # taken back by somebody
    judged = models.PositiveIntegerField(default=0)
    useful = models.PositiveIntegerField(default=0)
    shown = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "source_kind", "source_id", "language"],
                name="one_offer_of_a_source",
                condition=~models.Q(source_kind=""),
            ),
            models.CheckConstraint(
                condition=models.Q(source_id__isnull=True) ^ ~models.Q(source_kind=""), name="an_offer_has_one_source"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-offered_at", "-id"], name="offer_newest"),
            models.Index(fields=["topic"], name="offer_topic"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None or self.ends_at <= clock.now()


class Invited(TenantModel):
    """Whom the house has told of its programme; who joined is not known here."""

    member = TenantForeignKey(Member, models.CASCADE, related_name="+")
    by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member"], name="invited_once")]
        indexes = [models.Index(fields=["organisation", "-at", "-id"], name="invited_newest")]


class Expert(TenantModel):
    """A member's own row: that they take part, and how they want it. `days`: of the week, Monday is 0; `hour`: when they want
    to hear, where they are; `next_at`: the next time that they do. `wishes`: what would be useful to their public, by kind of offer and in their words."""

    class Channel(models.TextChoices):
        PUSH = "push", _("on this phone")
        MAIL = "mail", _("by mail")
        CHAT = "chat", _("by chat")
        NONE = "none", _("not at all: I come by myself")

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    joined_at = models.DateTimeField(default=clock.now)
    topics = ArrayField(models.BigIntegerField(), default=list)  # none: all of them
    languages = ArrayField(models.CharField(max_length=10), default=list)
    networks = ArrayField(models.CharField(max_length=40), default=list)
    channels = ArrayField(models.CharField(max_length=4, choices=Channel.choices), default=list)
    days = ArrayField(models.PositiveSmallIntegerField(), default=list)
    hour = models.TimeField(default=time(9))
    quiet_from = models.TimeField(default=time(19))
    quiet_until = models.TimeField(default=time(8))
    most_each_week = models.PositiveSmallIntegerField(default=3)
    wishes = models.JSONField(default=dict)
    instance = models.CharField(max_length=253, blank=True)  # their Mastodon server, once they said it
    digested_at = models.DateTimeField(null=True)  # the last weekly letter
    next_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)  # of what could not be told, since it last arrived

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member"], name="expert_once")]
        indexes = [models.Index(fields=["organisation", "next_at"], name="expert_due",
                                condition=models.Q(next_at__isnull=False))]  # fmt: skip


class Consent(TenantModel):
    """What an expert agreed to, for one purpose, in these words; each is given and taken back by itself."""

    class Purpose(models.TextChoices):
        SUGGEST = "suggest", _("choosing what to suggest to you")
        COUNT = "count", _("counting, without your name, how the programme goes")
        CLICKS = "clicks", _("showing you what came of your links")
        TIES = "ties", _("noting that you and a colleague shared or thanked each other")

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    words = models.CharField(max_length=500)
    given_at = models.DateTimeField(default=clock.now)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "purpose"], name="one_consent_for_each_purpose",
                                    condition=models.Q(taken_back_at__isnull=True)),
        ]  # fmt: skip


class Suggestion(TenantModel):
    """One offer on one expert's short list. `reasons`: why, as `engines.ranking` says it; `chance`: with which probability it was
    put there; `is_explored`: by chance, so that what is useful can be told honestly; `is_best`: what the ranking would have put
    there by itself; `eligible`: from how many it was chosen, 0 where nobody knows."""

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    offer = TenantForeignKey(Offer, models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    reasons = models.JSONField(default=list)
    chance = models.FloatField(default=1)
    is_explored = models.BooleanField(default=False)
    is_best = models.BooleanField(default=True)
    eligible = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField(null=True)  # in a notice
    opened_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    is_useful = models.BooleanField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "offer"], name="suggested_once")]
        indexes = [models.Index(fields=["member", "-made_at"], name="suggestion_of"), models.Index(fields=["offer"], name="suggestion_offer")]  # fmt: skip


class Feedback(TenantModel):
    """What somebody said of an offer, for whoever made it: without their name, and the week is all that is kept of when."""

    class Reason(models.TextChoices):
        NOT_MINE = "not_mine", _("not my subject")
        NOT_USEFUL = "not_useful", _("not useful to those who follow me")
        TOO_MUCH_US = "too_much_us", _("it speaks of us too much")
        KNOWN = "known", _("I know it already, or it is late")
        UNSURE = "unsure", _("I am not sure it is right")
        OTHER = "other", _("another reason")

    offer = TenantForeignKey(Offer, models.CASCADE, related_name="feedback")
    reason = models.CharField(max_length=12, choices=Reason.choices)
    words = models.CharField(max_length=500, blank=True)
    week = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["offer"], name="feedback_offer")]


class Share(TenantModel):
    """One expert's act of sharing one offer on one network, in their own words. `text` is theirs, and goes when they leave."""

    class How(models.TextChoices):
        COMPOSER = "composer", _("in the network's own window")
        SHEET = "sheet", _("through the phone")
        COPY = "copy", _("copied")
        ACCOUNT = "account", _("through my own account")

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    offer = TenantForeignKey(Offer, models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=300)
    network = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    link = TenantForeignKey(Link, models.SET_NULL, null=True, related_name="+")
    how = models.CharField(max_length=8, choices=How.choices, default=How.COMPOSER)
    state = models.CharField(max_length=8, default=SHARE.start)
    begun_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True)
    url = models.URLField(max_length=2000, blank=True)  # of what stands on the network, once known
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(state__in=SHARE.states), name="share_state_is_known")]
        indexes = [
            models.Index(fields=["member", "-begun_at", "-id"], name="share_of"),
            models.Index(fields=["offer"], name="share_offer"),
            models.Index(fields=["link"], name="share_link"),
        ]


class Device(TenantModel):
    """A phone or browser of an expert's own that takes notices. `keys`: by which a notice is sealed for it alone (RFC 8291)."""

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    endpoint = models.URLField(max_length=1000)
    keys = models.JSONField(default=dict)
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "endpoint"], name="each_device_once")]


class Wording(TenantModel):
    """That these words were used for this offer, as a keyed hash: so that others are told before they say the same. Whose
    they are is written nowhere, nor when."""

    offer = TenantForeignKey(Offer, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "digest"], name="each_wording_once")]


class Proposal(TenantModel):
    """What an expert tells the house by their own act: something worth sharing, or that they can come (`offer`: the call)."""

    author = TenantForeignKey(Member, models.CASCADE, related_name="+")
    offer = TenantForeignKey(Offer, models.CASCADE, null=True, related_name="answers")
    text = models.TextField(blank=True)
    url = models.URLField(max_length=2000, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "offer"], name="a_call_is_answered_once"),
        ]
        indexes = [models.Index(fields=["offer"], name="proposal_offer"), models.Index(fields=["author"], name="proposal_author")]  # fmt: skip


class Thanks(TenantModel):
    """What an author says to all who shared what they made, without knowing who did."""

    offer = TenantForeignKey(Offer, models.CASCADE, related_name="thanks")
    by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    words = models.CharField(max_length=500)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["offer", "-at"], name="thanks_offer"), models.Index(fields=["by"], name="thanks_by")]  # fmt: skip


class Outcome(TenantModel):
    """What came of a share, beside clicks: an answer, a thank-you, somebody met. Noted by the expert or brought to them."""

    class Kind(models.TextChoices):
        REPLY = "reply", _("an answer")
        THANKS = "thanks", pgettext_lazy("outcome", "thanks")
        MET = "met", _("somebody met")

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    share = TenantForeignKey(Share, models.CASCADE, null=True, related_name="outcomes")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    who = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["member", "-at", "-id"], name="outcome_of"), models.Index(fields=["share"], name="outcome_share")]  # fmt: skip
