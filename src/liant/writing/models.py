"""A piece, its versions for each network and language, and what goes with it. `Version.planned_at` is the moment at which
it leaves (UTC); `publishing` alone makes deliveries of it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.accounts.roles import Role
from liant.channels.models import Channel, Item
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel
from liant.writing.states import PIECE, VERSION


class Topic(TenantModel):
    """What the house speaks about."""

    name = models.CharField(max_length=80)
    is_over = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="one_topic_per_name")]

    def __str__(self) -> str:
        return self.name


class Campaign(TenantModel):
    """Several pieces with one aim, from one day to another."""

    name = models.CharField(max_length=120)
    aim = models.CharField(max_length=500, blank=True)
    from_on = models.DateField(null=True)
    to_on = models.DateField(null=True)
    is_over = models.BooleanField(default=False)

    class Meta:
        ordering = ["is_over", "name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="one_campaign_per_name"),
            models.CheckConstraint(
                condition=models.Q(from_on__isnull=True)
                | models.Q(to_on__isnull=True)
                | models.Q(to_on__gte=models.F("from_on")),
                name="a_campaign_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Kind(models.TextChoices):
    PAID = "paid", _("paid")
    OWNED = "owned", _("owned")
    EARNED = "earned", _("earned")


class About(models.TextChoices):
    """Counted against the policy: *self-talk* is what is about ourselves."""

    SUBJECT = "subject", _("our subject")
    OURSELVES = "ourselves", _("ourselves")
    OTHERS = "others", _("others, relayed")
    ASIDE = "aside", _("something aside, because we care for it")


class Piece(TenantModel):
    """`slug` is its address in the journal, for ever. `is_third_party`: the words of others, with where they come from."""

    title = models.CharField(max_length=300)
    slug = models.SlugField(max_length=120)
    state = models.CharField(max_length=12, default=PIECE.start)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.OWNED)
    about = models.CharField(max_length=12, choices=About.choices, default=About.SUBJECT)
    topic = TenantForeignKey(Topic, models.SET_NULL, null=True, related_name="+")
    campaign = TenantForeignKey(Campaign, models.SET_NULL, null=True, related_name="+")
    author = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    is_third_party = models.BooleanField(default=False)
    source_url = models.URLField(max_length=2000, blank=True)
    source_name = models.CharField(max_length=300, blank=True)  # who wrote it, where
    source_item = TenantForeignKey(Item, models.SET_NULL, null=True, related_name="+")  # when it was heard here
    created_at = models.DateTimeField(default=clock.now, editable=False)
    changed_at = models.DateTimeField(default=clock.now)
    asked_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)  # of its first version
    round = models.PositiveIntegerField(default=0)  # how many times an agreement was asked for

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "slug"], name="one_piece_per_address"),
            models.CheckConstraint(condition=models.Q(state__in=PIECE.states), name="piece_state_is_known"),
            models.CheckConstraint(
                condition=models.Q(is_third_party=False) | ~models.Q(source_name=""),
                name="words_of_others_have_a_source",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-changed_at", "-id"], name="piece_newest"),
            models.Index(fields=["organisation", "state", "-changed_at", "-id"], name="piece_state"),
            models.Index(fields=["organisation", "-published_at", "-id"], name="piece_published"),
            models.Index(fields=["campaign", "-changed_at"], name="piece_campaign"),
            models.Index(fields=["topic", "-changed_at"], name="piece_topic"),
            models.Index(fields=["author", "-changed_at"], name="piece_author"),
            models.Index(fields=["source_item"], name="piece_source", condition=models.Q(source_item__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title


class Version(TenantModel):
    """The piece as one network, in one language, will read it. `network`: "journal", "letter", a connector's kind, or
    "share:linkedin" for what a person posts themselves; see `networks`. `thread`: the further parts, in order."""

    piece = TenantForeignKey(Piece, models.CASCADE, related_name="versions")
    network = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    channel = TenantForeignKey(Channel, models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)  # Markdown; networks without it read it as it is
    first_comment = models.TextField(blank=True)
    thread = models.JSONField(default=list)
    link = models.URLField(max_length=2000, blank=True)
    link_preview = models.JSONField(default=dict)  # title, description, site, as the page said when it was asked
    state = models.CharField(max_length=10, default=VERSION.start)
    planned_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    published_url = models.URLField(max_length=2000, blank=True)
    changed_at = models.DateTimeField(default=clock.now)
    edition = models.PositiveIntegerField(default=0)  # the number of its newest revision

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["piece", "network", "language", "channel"],
                name="one_version_per_place_and_language",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=models.Q(state__in=VERSION.states), name="version_state_is_known"),
            models.CheckConstraint(
                condition=~models.Q(state="scheduled") | models.Q(planned_at__isnull=False),
                name="what_is_scheduled_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "planned_at", "id"],
                name="version_planned",
                condition=models.Q(planned_at__isnull=False),
            ),
            models.Index(fields=["planned_at", "id"], name="version_due", condition=models.Q(state="scheduled")),
            models.Index(
                fields=["organisation", "network", "-published_at", "-id"],
                name="version_published",
                condition=models.Q(published_at__isnull=False),
            ),
            models.Index(
                fields=["organisation", "published_at", "id"],
                name="version_left",
                condition=models.Q(published_at__isnull=False),
            ),
            models.Index(fields=["channel", "-published_at"], name="version_channel"),
        ]

    @property
    def text(self) -> str:
        """All that is read, for whoever reads it as one: the lint, a search."""
        return "\n\n".join(part for part in (self.body, *self.thread, self.first_comment) if part)


class Revision(TenantModel):
    """The words of a version as they were; added, never changed."""

    version = TenantForeignKey(Version, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    first_comment = models.TextField(blank=True)
    thread = models.JSONField(default=list)
    link = models.URLField(max_length=2000, blank=True)
    author = TenantForeignKey(Member, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    restores = models.PositiveIntegerField(null=True)  # the number of the revision that was brought back

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="each_revision_once")]


class PieceMedium(TenantModel):
    """A picture or file of a piece, its bytes or its address; a picture is told to those who don't see it."""

    SHOWN_HERE: ClassVar[set[str]] = {"image/jpeg", "image/png", "image/webp", "image/gif"}

    piece = TenantForeignKey(Piece, models.CASCADE, related_name="media")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size_bytes = models.BigIntegerField(default=0)
    content = models.BinaryField(null=True)
    reference_url = models.URLField(max_length=2000, blank=True)  # instead of the bytes
    description = models.CharField(max_length=1500, blank=True)
    agreement = models.CharField(max_length=300, blank=True)  # who is seen and agreed to it
    place = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(content__isnull=False) | ~models.Q(reference_url=""), name="a_medium_is_somewhere"
            )
        ]
        indexes = [models.Index(fields=["piece", "place", "id"], name="piecemedium_in_order")]

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")

    @property
    def is_shown_here(self) -> bool:
        return self.size_bytes > 0 and self.media_type in self.SHOWN_HERE  # the bytes themselves are rarely read


class Comment(TenantModel):
    """What colleagues say to each other about a piece."""

    piece = TenantForeignKey(Piece, models.CASCADE, related_name="comments")
    version = TenantForeignKey(Version, models.SET_NULL, null=True, related_name="+")
    author = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    body = models.TextField()
    about = models.CharField(max_length=300, blank=True)  # the passage it speaks of
    at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["piece", "at", "id"], name="comment_in_order")]


class Step(TenantModel):
    """One agreement that a piece waits for, as the policy wanted it when it was asked. Steps are passed in order."""

    class Decision(models.TextChoices):
        WAITING = "waiting", _("not said yet")
        AGREED = "agreed", _("agreed")
        REFUSED = "refused", _("sent back")

    piece = TenantForeignKey(Piece, models.CASCADE, related_name="steps")
    round = models.PositiveIntegerField()
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)  # who may, by role
    member = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")  # or by name
    can_author_agree = models.BooleanField(default=True)
    asked_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    decision = models.CharField(max_length=8, choices=Decision.choices, default=Decision.WAITING)
    decided_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["round", "place"]
        constraints = [models.UniqueConstraint(fields=["piece", "round", "place"], name="each_step_once")]
        indexes = [
            models.Index(
                fields=["organisation", "asked_at", "id"], name="step_waiting", condition=models.Q(decision="waiting")
            )
        ]


class KeptRemark(TenantModel):
    """A remark of the lint that somebody read and kept the words all the same, and why. Only for these very words."""

    piece = TenantForeignKey(Piece, models.CASCADE, related_name="kept_remarks")
    rule = models.CharField(max_length=80)
    passage = models.TextField()
    reason = models.CharField(max_length=500)
    kept_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    kept_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-kept_at", "-id"]
        indexes = [models.Index(fields=["piece", "rule"], name="kept_remark_of")]


class Lesson(TenantModel):
    """What a finished piece taught: to do again, or never again."""

    class Practice(models.TextChoices):
        GOOD = "good", _("to do again")
        BAD = "bad", _("not to do again")

    piece = TenantForeignKey(Piece, models.CASCADE, related_name="lessons")
    practice = models.CharField(max_length=4, choices=Practice.choices)
    text = models.CharField(max_length=1000)
    author = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["organisation", "-at", "-id"], name="lesson_newest"),
            models.Index(fields=["piece"], name="lesson_of"),
        ]
