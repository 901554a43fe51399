"""Questionnaires by editions, and their waves: each time one is put to people.

What keeps an anonymous answer anonymous is the shape of these tables. `Invitation` says who was asked, `Ballot` that a link
exists and whether it served, `Answer` what was said. Nothing in the database leads from one to the next: a link's token is
in the mail alone, and is made from the invitation with a key that is sealed outside the database and destroyed when the
wave closes. A new answer lies in the `Urn` until the urn is emptied: several together, in a new order, without their
ballots, with the week as their only time.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.kit import clock
from liant.people.models import Person
from liant.surveys.states import WAVE
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Questionnaire(TenantModel):
    """`key` names it for ever, in exports and from one year to the next; `ready_key`: the ready one that it was made from.
    `definition`: as it is being written; each wave freezes an edition of it. `changes` counts them, so that two who write at
    once don't overwrite each other."""

    key = models.SlugField(max_length=80)
    titles = models.JSONField(default=dict)  # language → title, from the definition
    definition = models.JSONField()
    changes = models.PositiveIntegerField(default=0)
    ready_key = models.CharField(max_length=80, blank=True)
    is_over = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["is_over", "-changed_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "key"], name="one_questionnaire_per_key"),
        ]

    def title(self, language: str) -> str:
        titles = self.titles
        return titles.get(language) or titles.get("default") or next(iter(titles.values()), self.key)

    def __str__(self) -> str:
        return self.title("en")


class Edition(TenantModel):
    """What was asked in a wave, as it was at that time: added, never changed."""

    questionnaire = TenantForeignKey(Questionnaire, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    author = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "number"], name="each_edition_once")]


class Wave(TenantModel):
    """One edition, put to people from one moment to another.

    `key_sealed` makes the tokens of the invitations; empty once the wave is closed. `groups`: declared before anyone
    answers, [{"code", "name", "parent", "size"}, …]; results are only ever shown along them. `quotas`: [{"group", "at_most"}
    or {"question", "value", "at_most"}, …], none under the minimum. `answered`: as of the last time the urn was emptied, never moment by moment.
    """

    class Protection(models.TextChoices):
        ANONYMOUS = "anonymous", _("anonymous: nobody can know who said what")
        CONFIDENTIAL = "confidential", _("confidential: those who are named below can know it, and nobody else")

    class Recurrence(models.TextChoices):
        NONE = "", _("once")
        QUARTER = "quarter", _("each quarter")
        HALF = "half", _("twice a year")
        YEAR = "year", _("each year")

    class OwnResult(models.TextChoices):
        USUAL = "usual", _("where it is scored, except on a screen that many people use")
        ALWAYS = "always", _("where it is scored, on such a screen too")
        NEVER = "never", _("never")

    edition = TenantForeignKey(Edition, models.PROTECT, related_name="waves")
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=8, default=WAVE.start)
    protection = models.CharField(max_length=12, choices=Protection.choices, default=Protection.ANONYMOUS)
    readers = models.CharField(
        max_length=2000, blank=True
    )  # of a confidential one: who reads it, as respondents are told; the names of its `WaveReader`s
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    minimum = models.PositiveSmallIntegerField(default=5)
    comment_minimum = models.PositiveSmallIntegerField(default=10)
    groups = models.JSONField(default=list)
    quotas = models.JSONField(default=list)
    at_most = models.PositiveIntegerField(null=True)
    link_key = models.CharField(max_length=40, blank=True)  # of the link that anyone may use; empty without one
    is_kiosk = models.BooleanField(default=False)  # begins again by itself, on a screen that many use
    can_embed = models.BooleanField(default=False)  # in a page of another site
    own_result = models.CharField(max_length=8, choices=OwnResult.choices, default=OwnResult.USUAL)
    key_sealed = models.CharField(max_length=400, blank=True)
    invited = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    last_emptied_at = models.DateTimeField(null=True)
    recurrence = models.CharField(max_length=8, choices=Recurrence.choices, blank=True)
    follows = TenantForeignKey("self", models.SET_NULL, null=True, related_name="+")
    author = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    asking = models.JSONField(default=dict)  # language → {"subject", "body"} of the invitation
    reminded_at = models.DateTimeField(null=True)

    LEAST_MINIMUM: ClassVar[int] = 5
    LEAST_COMMENT_MINIMUM: ClassVar[int] = 10

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=WAVE.states), name="wave_state_is_known"),
            models.CheckConstraint(condition=models.Q(minimum__gte=5), name="five_at_least"),
            models.CheckConstraint(condition=models.Q(comment_minimum__gte=10), name="ten_for_comments"),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "open"]) | models.Q(key_sealed=""),
                name="a_closed_wave_has_no_key",
            ),
            models.UniqueConstraint(fields=["link_key"], condition=~models.Q(link_key=""), name="each_open_link_once"),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "-created_at"], name="wave_state"),
            models.Index(fields=["opens_at"], name="wave_opens", condition=models.Q(state="draft")),
            models.Index(fields=["closes_at"], name="wave_closes", condition=models.Q(state="open")),
        ]

    @property
    def is_anonymous(self) -> bool:
        return self.protection == self.Protection.ANONYMOUS

    @property
    def shows_own_result(self) -> bool:
        """To whoever gives their answers, once, where there is one."""
        return self.own_result == self.OwnResult.ALWAYS or (
            self.own_result == self.OwnResult.USUAL and not self.is_kiosk
        )

    def __str__(self) -> str:
        return self.name


class WaveReader(TenantModel):
    """A member who reads the named answers of a confidential wave, as respondents are told; nobody else does, whatever
    their role."""

    wave = TenantForeignKey(Wave, models.CASCADE, related_name="reader_rows")
    member = TenantForeignKey(Member, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["wave", "member"], name="each_reader_once")]


class Reminder(TenantModel):
    """A moment at which everyone who was asked is written to again."""

    wave = TenantForeignKey(Wave, models.CASCADE, related_name="reminders")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["wave", "at"], name="each_reminder_once")]
        indexes = [models.Index(fields=["at"], name="reminder_of_wave_due", condition=models.Q(done_at=None))]


class Invitation(TenantModel):
    """Who was asked, and whether the mail left; never whether they answered."""

    class State(models.TextChoices):
        WAITING = "waiting", _("not written to yet")
        SENDING = "sending", _("leaving")
        SENT = "sent", _("written to")
        UNKNOWN = "unknown", _("left perhaps: look before writing again")
        REFUSED = "refused", _("was returned")
        DECLINED = "declined", _("does not want to be asked")

    wave = TenantForeignKey(Wave, models.CASCADE, related_name="invitations")
    member = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    person = TenantForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=320)
    language = models.CharField(max_length=10, default="fr")
    group = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)
    letters = models.PositiveSmallIntegerField(default=0)  # the first, then reminders, to everyone alike
    token_hash = models.CharField(
        max_length=64, blank=True
    )  # only where names are kept: an anonymous link has a ballot

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "address"], name="each_address_asked_once"),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~models.Q(token_hash=""), name="each_named_link_once"
            ),
        ]
        indexes = [models.Index(fields=["wave", "state", "id"], name="invitation_state")]


class Refusal(TenantModel):
    """Somebody from outside who does not want to be asked any more, by a sum of their address."""

    address_sum = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "address_sum"], name="one_refusal_each")]


class Ballot(TenantModel):
    """A link that may be used once. `token_hash` is all that is known of it; rows are made in a random order, all at once."""

    wave = TenantForeignKey(Wave, models.CASCADE, related_name="ballots")
    token_hash = models.CharField(max_length=64, unique=True)
    group = models.CharField(max_length=60, blank=True)
    is_spent = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["wave"], name="ballot_of_wave")]


class Draft(TenantModel):
    """Answers begun and not yet given: found again by whoever holds the link, or the words written down. Gone once given."""

    wave = TenantForeignKey(Wave, models.CASCADE, related_name="drafts")
    place_hash = models.CharField(max_length=64, unique=True)
    answers = models.JSONField(default=dict)
    page = models.PositiveSmallIntegerField(default=0)
    language = models.CharField(max_length=10, blank=True)
    touched_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["wave", "touched_on"], name="draft_touched")]


class Slip(TenantModel):
    """An answer in the urn: here it still lies beside its ballot, so that a link serves once. `slip` comes with the form:
    the same form sent twice is one answer."""

    wave = TenantForeignKey(Wave, models.CASCADE, related_name="slips")
    ballot = TenantForeignKey(Ballot, models.CASCADE, null=True, related_name="+")
    slip = models.CharField(max_length=64)
    group = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=10, blank=True)
    week = models.DateField()
    answers = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wave", "slip"], name="the_same_form_once"),
            models.UniqueConstraint(
                fields=["ballot"], condition=models.Q(ballot__isnull=False), name="one_slip_per_ballot"
            ),
        ]


class UsedSlip(TenantModel):
    """Forms whose answer has left the urn, by a sum that says nothing of it: the same form sent again is not counted again.
    Gone when the wave closes."""

    wave = TenantForeignKey(Wave, models.CASCADE, related_name="used_slips")
    slip = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "slip"], name="used_slip_once")]


class Answer(TenantModel):
    """What somebody said, and nothing of who. `id` is random, so that the order of rows is no order of people; `week` is its
    Monday."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = TenantForeignKey(Wave, models.PROTECT, related_name="answers")
    group = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=10, blank=True)
    week = models.DateField()
    answers = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["wave", "group"], name="answer_of_wave")]


class NamedAnswer(TenantModel):
    """What somebody said where names are kept, as they were told before."""

    wave = TenantForeignKey(Wave, models.PROTECT, related_name="named_answers")
    invitation = TenantForeignKey(Invitation, models.CASCADE, related_name="+")
    language = models.CharField(max_length=10, blank=True)
    at = models.DateTimeField(default=clock.now)
    answers = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invitation"], name="one_named_answer_each")]
        indexes = [models.Index(fields=["wave", "-at"], name="named_answer_of_wave")]


class Publication(TenantModel):
    """What may be shown of a wave, computed once: later waves and pages show this, and never look at the answers again.
    `figures` holds no figure about fewer people than the minimum."""

    wave = TenantForeignKey(Wave, models.CASCADE, related_name="publications")
    number = models.PositiveSmallIntegerField(default=1)
    figures = models.JSONField()
    answered = models.PositiveIntegerField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["wave", "number"], name="each_publication_once")]


class PeerConsent(TenantModel):
    """This house agreed to be compared with the others on this installation; gone once it no longer does."""

    author = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="one_peer_consent_each")]


class PeerShare(TenantModel):
    """One mean that this house lets others be compared with, as it may be shown. Nobody else reads the row: a function of the
    database gives the middle of many. `what`: the ready questionnaire, the dimension, and a sum of what measures it. `waiting`
    becomes `released` when enough houses have something new; `is_torn`: a released one was taken away since."""

    what = models.CharField(max_length=200)
    waiting = models.FloatField(null=True)
    released = models.FloatField(null=True)
    is_torn = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "what"], name="one_peer_share_each")]
        indexes = [models.Index(fields=["what"], name="peer_share_what")]
