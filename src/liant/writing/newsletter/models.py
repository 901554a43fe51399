"""Newsletters to the public: who subscribed and how that was agreed to, each issue, and its way to each subscriber."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.channels.models import Channel, Item
from liant.kit import clock
from liant.people.models import Person
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel
from liant.writing.models import Piece, Version
from liant.writing.newsletter.states import ENVELOPE, ISSUE, SUBSCRIPTION


class Postage(TenantModel):
    """How letters leave through a channel: at what rate, and what returns mean for an address."""

    channel = TenantForeignKey(Channel, models.CASCADE, related_name="+")
    per_minute = models.PositiveIntegerField(default=60)
    per_hour = models.PositiveIntegerField(default=1500)
    soft_returns = models.PositiveIntegerField(default=3)  # so many in so many days, and the address rests
    soft_days = models.PositiveIntegerField(default=30)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel"], name="one_postage_per_channel")]


class Newsletter(TenantModel):
    """What the public may subscribe to. `consent`: the words agreed to by whoever subscribes, kept with each proof."""

    class Archive(models.TextChoices):
        LINK = "link", _("whoever has the link of an issue")
        PUBLIC = "public", _("everyone: each issue is listed on its page")

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=80)
    brings = models.CharField(max_length=500)
    rhythm = models.CharField(max_length=120)
    languages = ArrayField(models.CharField(max_length=10), default=list)
    channel = TenantForeignKey(Channel, models.SET_NULL, null=True, related_name="+")
    consent = models.CharField(max_length=500)
    signature = models.TextField(blank=True)  # Markdown, at the end of each issue
    archive = models.CharField(max_length=8, choices=Archive.choices, default=Archive.LINK)
    is_open = models.BooleanField(default=True)  # anyone may subscribe
    has_counted_links = models.BooleanField(default=False)
    readers = models.IntegerField(default=0)  # subscriptions that are on
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "slug"], name="one_newsletter_per_address")]

    def __str__(self) -> str:
        return self.name


class Subscriber(TenantModel):
    """A person with an address. Once nothing is subscribed to any more, the address, the name and the rest go; `mark`, a
    keyed hash, stays, so that nobody brings the address back without its owner."""

    mark = models.CharField(max_length=64)
    address = models.CharField(max_length=320, blank=True)
    first_name = models.CharField(max_length=100, blank=True)
    last_name = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=10, blank=True)
    topics = ArrayField(models.BigIntegerField(), default=list)  # chosen by themselves; none: all of them
    hats = ArrayField(models.CharField(max_length=20), default=list)  # said by themselves
    person = TenantForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    paused_until = models.DateTimeField(null=True)
    suspended_at = models.DateTimeField(null=True)  # letters come back from there
    suspended_why = models.CharField(max_length=500, blank=True)
    refuses_at = models.DateTimeField(null=True)  # since when: only they themselves may come back
    refuses_why = models.CharField(max_length=20, blank=True)
    met_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "mark"], name="one_subscriber_per_address")]
        indexes = [models.Index(fields=["person"], name="subscriber_person", condition=models.Q(person__isnull=False))]

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class Subscription(TenantModel):
    """One subscriber, one newsletter. `round`: how many times a confirmation was asked for; an older link opens nothing."""

    newsletter = TenantForeignKey(Newsletter, models.CASCADE, related_name="subscriptions")
    subscriber = TenantForeignKey(Subscriber, models.CASCADE, related_name="subscriptions")
    piece = TenantForeignKey(Piece, models.SET_NULL, null=True, related_name="+")  # under which it was begun
    state = models.CharField(max_length=8, default=SUBSCRIPTION.start)
    round = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(null=True)
    on_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["newsletter", "subscriber"], name="subscribed_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=SUBSCRIPTION.states), name="subscription_state_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["newsletter", "-id"], name="subscription_newest"),
            models.Index(fields=["newsletter", "state", "-id"], name="subscription_by_state"),
            models.Index(fields=["asked_at"], name="subscription_asked", condition=models.Q(state="asked")),
            models.Index(fields=["piece"], name="subscription_piece", condition=models.Q(piece__isnull=False)),
        ]


class Proof(TenantModel):
    """That somebody agreed, or left: when, in what way, and the words agreed to. No address of any machine. It only grows."""

    class What(models.TextChoices):
        ASKED = "asked", _("asked for it")
        CONFIRMED = "confirmed", _("confirmed by the link in the mail")
        BROUGHT = "brought", _("brought in by a colleague, with proof")
        INVITED = "invited", _("invited to confirm")
        ENDED = "ended", _("said goodbye")

    subscription = TenantForeignKey(Subscription, models.PROTECT, related_name="proofs")
    what = models.CharField(max_length=10, choices=What.choices)
    at = models.DateTimeField(default=clock.now)
    how = models.CharField(max_length=500)
    text = models.CharField(max_length=500, blank=True)
    member = TenantForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["subscription", "at"], name="proof_of")]


class Segment(TenantModel):
    """Some of the subscribers: by what they said of themselves, and by nothing else."""

    name = models.CharField(max_length=120)
    hats = ArrayField(models.CharField(max_length=20), default=list)
    topics = ArrayField(models.BigIntegerField(), default=list)
    languages = ArrayField(models.CharField(max_length=10), default=list)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_segment_per_name")]

    def __str__(self) -> str:
        return self.name


class Issue(TenantModel):
    """A version that goes to a newsletter. `frozen`: what leaves, the same for all but for the fields of each reader; made
    when the sending begins. The counts follow the envelopes."""

    newsletter = TenantForeignKey(Newsletter, models.PROTECT, related_name="issues")
    version = TenantForeignKey(Version, models.PROTECT, related_name="+")
    segment = TenantForeignKey(Segment, models.SET_NULL, null=True, related_name="+")
    channel = TenantForeignKey(Channel, models.PROTECT, null=True, related_name="+")
    preheader = models.CharField(max_length=150, blank=True)
    intro = models.TextField(blank=True)  # Markdown, before the words of the version
    fallbacks = models.JSONField(default=dict)  # field → what is said where nothing is known
    state = models.CharField(max_length=8, default=ISSUE.start)
    problem = models.CharField(max_length=500, blank=True)  # why it is held
    frozen = models.JSONField(default=dict)
    begun_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    queued = models.IntegerField(default=0)
    sent = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    unknown = models.IntegerField(default=0)
    bounced = models.IntegerField(default=0)
    left_out = models.IntegerField(default=0)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["version"], name="one_issue_per_version"),
            models.CheckConstraint(condition=models.Q(state__in=ISSUE.states), name="issue_state_is_known"),
        ]
        indexes = [
            models.Index(fields=["organisation", "-id"], name="letter_newest"),
            models.Index(fields=["newsletter", "-begun_at"], name="issue_begun"),
            models.Index(fields=["channel", "begun_at", "id"], name="issue_sending",
                         condition=models.Q(state="sending")),
        ]  # fmt: skip

    @property
    def whole(self) -> int:
        return self.queued + self.sent + self.refused + self.unknown + self.bounced + self.left_out


class Pick(TenantModel):
    """Another piece told in an issue, with its picture and the way to it."""

    issue = TenantForeignKey(Issue, models.CASCADE, related_name="picks")
    piece = TenantForeignKey(Piece, models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "id"]
        constraints = [models.UniqueConstraint(fields=["issue", "piece"], name="each_piece_told_once_in_a_letter")]


class SignedException(TenantModel):
    """A greeting that the lint takes for a bad one, sent all the same: who answers for it, and why. For these words only."""

    issue = TenantForeignKey(Issue, models.CASCADE, related_name="exceptions")
    edition = models.PositiveIntegerField()
    rules = ArrayField(models.CharField(max_length=80), default=list)
    reason = models.CharField(max_length=500)
    by = TenantForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["issue", "edition"], name="exception_of")]


class Envelope(TenantModel):
    """One act towards one address: a letter of an issue, the mail that asks to confirm, or a trial to a colleague. `mark` is
    in its Message-ID, the same at each attempt."""

    class Kind(models.TextChoices):
        LETTER = "letter", _("letter")
        CONFIRMATION = "confirmation", _("asks to confirm")
        TRIAL = "trial", _("trial")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    channel = TenantForeignKey(Channel, models.PROTECT, related_name="+")
    issue = TenantForeignKey(Issue, models.CASCADE, null=True, related_name="envelopes")
    subscriber = TenantForeignKey(Subscriber, models.CASCADE, null=True, related_name="envelopes")
    subscription = TenantForeignKey(Subscription, models.CASCADE, null=True, related_name="+")
    member = TenantForeignKey(Member, models.CASCADE, null=True, related_name="+")  # of a trial
    mark = models.CharField(max_length=40)
    state = models.CharField(max_length=10, default=ENVELOPE.start)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=clock.now)
    sending_at = models.DateTimeField(null=True)  # of the last attempt: the rate is counted from these
    settled_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "mark"], name="each_envelope_once"),
            models.UniqueConstraint(fields=["issue", "subscriber"], condition=models.Q(kind="letter"),
                                    name="one_letter_per_issue_and_subscriber"),
            models.CheckConstraint(condition=models.Q(state__in=ENVELOPE.states), name="envelope_state_is_known"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["channel", "next_attempt_at"], name="envelope_due",
                         condition=models.Q(state="queued", kind__in=["confirmation", "trial"])),
            models.Index(fields=["issue", "next_attempt_at", "id"], name="envelope_of_issue_due",
                         condition=models.Q(state="queued")),
            models.Index(fields=["channel"], name="envelope_on_its_way", condition=models.Q(state="sending")),
            models.Index(fields=["channel", "sending_at"], name="envelope_rate",
                         condition=models.Q(sending_at__isnull=False)),
            models.Index(fields=["issue", "state", "-id"], name="envelope_by_state"),
            models.Index(fields=["subscriber", "-id"], name="envelope_of_subscriber"),
            models.Index(fields=["settled_at"], name="envelope_age", condition=models.Q(settled_at__isnull=False)),
        ]  # fmt: skip


class Return(TenantModel):
    """A letter that came back, or was reported as unwanted, as the mailbox told."""

    class Kind(models.TextChoices):
        HARD = "hard", _("the address does not exist, or takes nothing")
        SOFT = "soft", _("not this time")
        COMPLAINT = "complaint", _("reported as unwanted")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    subscriber = TenantForeignKey(Subscriber, models.CASCADE, related_name="returns")
    envelope = TenantForeignKey(Envelope, models.SET_NULL, null=True, related_name="returns")
    item = TenantForeignKey(Item, models.SET_NULL, null=True, related_name="+")
    occasion = models.CharField(max_length=200)
    status = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=500)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "occasion"], name="each_return_once")]
        indexes = [
            models.Index(fields=["organisation", "-at", "-id"], name="return_newest"),
            models.Index(fields=["subscriber", "kind", "-at"], name="return_of"),
            models.Index(fields=["envelope"], name="return_of_envelope"),
        ]


class CountedLink(TenantModel):
    """An address in an issue, and how many times it was followed: by nobody in particular."""

    issue = TenantForeignKey(Issue, models.CASCADE, related_name="links")
    number = models.PositiveSmallIntegerField()
    url = models.URLField(max_length=2000)
    followed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["issue", "number"], name="each_link_of_a_letter_once")]


class LetterPicture(TenantModel):
    """A picture of an issue, written anew for letters; one address for all readers, kept as long as the issue."""

    issue = TenantForeignKey(Issue, models.CASCADE, related_name="pictures")
    medium_id = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue", "medium_id"], name="each_picture_once_in_an_issue")]
