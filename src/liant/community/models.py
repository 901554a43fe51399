"""What colleagues write for each other: posts, comments, reactions, pictures; what guards it; and what each one chose to be
told. Nothing here counts what one person does."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liant.accounts.models import Member
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Arrangement(TenantModel):
    """Which parts this house uses, and its own rules of living together; without rules of its own, ours are shown."""

    has_posts = models.BooleanField(default=True)
    has_showing = models.BooleanField(default=True)
    has_handbook = models.BooleanField(default=True)
    rules = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="one_arrangement_per_house")]


class Said(TenantModel):
    """Something that a colleague wrote: theirs to change and to take back, a guardian's to hide with a reason."""

    text = models.TextField(blank=True)
    author = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    edited_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    hidden_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True

    @property
    def is_shown(self) -> bool:
        return self.withdrawn_at is None and self.hidden_at is None


class Post(Said):
    class Kind(models.TextChoices):
        NEWS = "news", _("News")
        QUESTION = "question", _("Question")
        MADE = "made", _("What I made this week")

    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = models.CharField(max_length=160, blank=True)
    week = models.DateField(null=True)  # the Monday of the showing that it belongs to
    pinned_at = models.DateTimeField(null=True)
    answer = TenantForeignKey("Comment", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind="made") ^ Q(week__isnull=True), name="what_was_made_has_a_week"),
            models.CheckConstraint(
                condition=Q(kind="question") | Q(answer__isnull=True), name="a_question_is_answered"
            ),
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True) | ~Q(hidden_reason=""), name="a_hidden_post_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-at", "-id"], name="post_newest"),
            models.Index(fields=["organisation", "kind", "-at", "-id"], name="post_newest_of_kind"),
            models.Index(fields=["author", "-at", "-id"], name="post_newest_of_author"),
            models.Index(fields=["organisation", "week", "at"], name="post_of_week", condition=Q(week__isnull=False)),
            models.Index(fields=["organisation"], name="post_pinned", condition=Q(pinned_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title


class Comment(Said):
    """Under a post, or in answer to another comment there."""

    post = TenantForeignKey(Post, models.CASCADE, related_name="comments")
    parent = TenantForeignKey("self", models.SET_NULL, null=True, related_name="replies")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True) | ~Q(hidden_reason=""), name="a_hidden_comment_says_why"
            )
        ]
        indexes = [models.Index(fields=["post", "at", "id"], name="comment_of_post")]


class Reaction(TenantModel):
    """A kind word in one click: shown by name, never by number."""

    class Kind(models.TextChoices):
        THANKS = "thanks", pgettext_lazy("reaction", "Thank you")
        BRAVO = "bravo", pgettext_lazy("reaction", "Well done")
        SAME = "same", pgettext_lazy("reaction", "Me too")
        USEFUL = "useful", pgettext_lazy("reaction", "Useful")

    post = TenantForeignKey(Post, models.CASCADE, related_name="reactions")
    comment = TenantForeignKey(Comment, models.CASCADE, null=True, related_name="reactions")
    member = TenantForeignKey(Member, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "comment", "member", "kind"], name="each_reaction_once", nulls_distinct=False
            )
        ]


class Picture(TenantModel):
    """Written anew before it is kept, with what it shows for those who don't see it."""

    post = TenantForeignKey(Post, models.CASCADE, related_name="pictures")
    content = models.BinaryField()
    media_type = models.CharField(max_length=30)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt = models.CharField(max_length=500)
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(alt=""), name="a_picture_says_what_it_shows")]


class Flag(TenantModel):
    """Somebody says that something breaks the rules; who they are is shown to nobody but whoever settles it."""

    post = TenantForeignKey(Post, models.CASCADE, related_name="+")
    comment = TenantForeignKey(Comment, models.CASCADE, null=True, related_name="+")
    member = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)
    settled_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["organisation", "at"], name="flag_open", condition=Q(settled_at__isnull=True))]


class Way(models.TextChoices):
    """How one is told."""

    OFF = "off", _("Not at all")
    PAGE = "page", _("On the page “For me”")
    MAIL = "mail", _("There, and by mail")


class Choice(TenantModel):
    """What one member wants to be told, how and when; their own, and read by nobody else."""

    class Digest(models.TextChoices):
        NEVER = "never", _("Never")
        DAILY = "daily", _("Each day")
        WEEKLY = "weekly", _("Each week")

    member = TenantForeignKey(Member, models.CASCADE, related_name="+")
    mentions = models.CharField(max_length=4, choices=Way.choices, default=Way.MAIL)
    answers = models.CharField(max_length=4, choices=Way.choices, default=Way.PAGE)
    reactions = models.CharField(max_length=4, choices=Way.choices, default=Way.PAGE)
    posts = models.CharField(max_length=4, choices=Way.choices, default=Way.OFF)
    pages = models.CharField(max_length=4, choices=Way.choices, default=Way.MAIL)  # of the handbook, to read again
    digest = models.CharField(max_length=6, choices=Digest.choices, default=Digest.NEVER)
    hour = models.PositiveSmallIntegerField(default=8)
    weekday = models.PositiveSmallIntegerField(default=4)
    quiet_from = models.PositiveSmallIntegerField(null=True)
    quiet_until = models.PositiveSmallIntegerField(null=True)
    next_at = models.DateTimeField(null=True)
    told_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member"], name="one_choice_per_member"),
            models.CheckConstraint(
                condition=Q(hour__lt=24) & Q(weekday__lt=7) & Q(quiet_from__lt=24) & Q(quiet_until__lt=24),
                name="choice_hours_and_weekday",
            ),
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False) & ~Q(quiet_from=F("quiet_until")),
                name="quiet_begins_and_ends",
            ),
            models.CheckConstraint(
                condition=Q(digest="never") | Q(next_at__isnull=False), name="a_digest_has_its_hour"
            ),
        ]
        indexes = [models.Index(fields=["next_at"], name="digest_due", condition=~Q(digest="never"))]


class Notice(TenantModel):
    """Something happened that one member chose to be told. Kept until it is seen, and a month at most."""

    class Kind(models.TextChoices):
        MENTION = "mention", _("named you")
        COMMENT = "comment", _("wrote under your post")
        REPLY = "reply", _("answered your comment")
        ANSWER = "answer", _("says that you answered the question")
        REACTION = "reaction", _("has a kind word for you")
        POST = "post", _("wrote")
        HIDDEN = "hidden", _("hid what you wrote")
        FLAG = "flag", _("says that something breaks the rules")
        PAGE = "page", _("a page of yours is to be read again")

    member = TenantForeignKey(Member, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    post = TenantForeignKey(Post, models.CASCADE, null=True, related_name="+")
    comment = TenantForeignKey(Comment, models.CASCADE, null=True, related_name="+")
    subject = models.CharField(max_length=200, blank=True)
    url_name = models.CharField(max_length=60)
    url_values = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(null=True)
    is_to_mail = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["member", "-at", "-id"], name="notice_unseen", condition=Q(seen_at__isnull=True)),
            models.Index(fields=["member"], name="notice_to_mail", condition=Q(is_to_mail=True)),
        ]


class Feed(TenantModel):
    """A member's private address to follow the posts with a programme of their own. Only the hash of its token is kept."""

    member = TenantForeignKey(Member, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member"], name="one_feed_per_member")]


class Consent(TenantModel):
    """That a member lets Liant see that they and a colleague turned to each other. Off until they say so; theirs alone."""

    member = TenantForeignKey(Member, models.CASCADE, related_name="+")
    given_at = models.DateTimeField(default=clock.now)
    letters_at = models.DateTimeField(
        null=True
    )  # since when by letters, calendars and tables that the house brings in, too

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member"], name="one_consent_per_member")]


def is_said_by(member: Any, thing: Said) -> bool:
    return thing.author_id == member.pk
