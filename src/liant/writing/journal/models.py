"""The journal of a house: what it is called, in which languages, at which address; pictures as its pages show them; whom it
told that it links to them, and what readers and other sites say of its pieces."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liant.accounts.models import Member
from liant.channels.models import Item
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel
from liant.writing.models import Piece, PieceMedium, Version


class Journal(TenantModel):
    """One for each house. `texts`: by language, its name and description, the page about it, the rules of its comments. The first of
    `languages` has the shortest addresses. `own_address`: of its own domain, which leads here through a web server."""

    is_open = models.BooleanField(default=False)
    languages = ArrayField(models.CharField(max_length=10), default=list)
    texts = models.JSONField(default=dict)
    own_address = models.URLField(max_length=200, blank=True)
    profiles = ArrayField(models.URLField(max_length=500), default=list)  # the house elsewhere (rel=me)
    is_signed = models.BooleanField(default=False)  # pieces bear the name of who wrote them
    has_comments = models.BooleanField(default=True)  # readers may say something under a piece
    hub_url = models.URLField(
        max_length=500, blank=True
    )  # WebSub: told of each change, and tells those who follow a feed
    hub_asked_at = models.DateTimeField(null=True)  # since when it is to be told
    hub_told_at = models.DateTimeField(null=True)
    hub_answer = models.CharField(max_length=300, blank=True)  # empty: it took what it was told
    podcast_category = models.CharField(max_length=60, blank=True)
    podcast_mail = models.EmailField(blank=True)  # published in the feed: directories write there
    is_explicit = models.BooleanField(default=False)
    picture = models.BinaryField(null=True)
    picture_type = models.CharField(max_length=40, blank=True)
    picture_width = models.PositiveIntegerField(default=0)
    picture_height = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="one_journal_per_house")]

    @property
    def main_language(self) -> str:
        return self.languages[0] if self.languages else self.organisation.language

    def text(self, name: str, language: str) -> str:
        """What was written in this language, else in the first one that has it."""
        found = [self.texts.get(one, {}).get(name, "") for one in (language, *self.languages, *self.texts)]
        return next((words for words in found if words), "")


class PreparedPicture(TenantModel):
    """A picture written anew for everyone: turned the right way up, its place, hour and device left out. Empty where nothing
    here reads it."""

    medium = TenantForeignKey(PieceMedium, models.CASCADE, related_name="+")
    content = models.BinaryField(null=True)
    media_type = models.CharField(max_length=40, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["medium"], name="one_prepared_picture_per_medium")]


class Recording(TenantModel):
    """What a person said of something that is heard or watched. `chapters`: [{"start": seconds, "title": …}] in order;
    `transcript`: plain text, or WebVTT."""

    medium = TenantForeignKey(PieceMedium, models.CASCADE, related_name="+")
    duration_seconds = models.PositiveIntegerField(default=0)
    chapters = models.JSONField(default=list)
    transcript = models.TextField(blank=True)
    is_explicit = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["medium"], name="one_recording_per_medium")]


class SentMention(TenantModel):
    """A page that a published version links to, and what came of telling it so (Webmention)."""

    class State(models.TextChoices):
        WAITING = "waiting", _("to be told")
        SENT = "sent", pgettext_lazy("mention", "told")
        NONE = "none", _("does not want to be told")
        REFUSED = "refused", _("refused")
        FAILED = "failed", _("cannot be reached")

    version = TenantForeignKey(Version, models.CASCADE, related_name="+")
    target = models.URLField(max_length=2000)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    endpoint = models.URLField(max_length=2000, blank=True)
    answer = models.CharField(max_length=300, blank=True)  # in a sentence, where it was no plain yes
    attempts = models.PositiveSmallIntegerField(default=0)  # since it was last asked for
    asked_at = models.DateTimeField(default=clock.now)
    tried_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)  # when it last said yes

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "target"], name="each_target_once")]
        indexes = [models.Index(fields=["organisation", "-asked_at", "-id"], name="sentmention_newest")]


class Moderated(models.TextChoices):
    WAITING = "waiting", _("waits to be read")
    SHOWN = "shown", _("shown")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("taken back")


class ReaderComment(TenantModel):
    """What a reader said under a piece, as plain text. Nobody else reads it before a person of the house has shown it; a
    refusal names one of the rules that everyone can read. `token_hash`: of the private link of whoever wrote it.
    `parent`: what it answers; answers have no answers. `member`: it is an answer of the house."""

    piece = TenantForeignKey(Piece, models.CASCADE, related_name="+")
    language = models.CharField(max_length=10)
    parent = TenantForeignKey("self", models.CASCADE, null=True, related_name="answers")
    name = models.CharField(max_length=80)
    mail = models.EmailField(blank=True)  # private: only to answer, forgotten after a while
    text = models.TextField(max_length=4000)
    state = models.CharField(max_length=10, choices=Moderated.choices, default=Moderated.WAITING)
    rule = models.CharField(max_length=500, blank=True)  # for which it was refused, in the words of then
    member = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="refused") | ~models.Q(rule=""), name="a_refusal_names_its_rule"
            ),
        ]
        indexes = [
            models.Index(fields=["piece", "at", "id"], name="readercomment_of", condition=models.Q(state="shown")),
            models.Index(
                fields=["organisation", "at", "id"], name="readercomment_waiting", condition=models.Q(state="waiting")
            ),
            models.Index(fields=["organisation", "-at", "-id"], name="readercomment_newest"),
            models.Index(fields=["organisation", "token_hash"], name="readercomment_private"),
            models.Index(fields=["at"], name="readercomment_mail", condition=~models.Q(mail="")),
        ]

    @property
    def is_ours(self) -> bool:
        return self.member_id is not None


class PageMention(TenantModel):
    """A page of elsewhere that speaks of a piece, likes it or repeats it, as a channel heard it and checked it. Its words are
    those of the item: what changes or goes at its source changes or goes here."""

    piece = TenantForeignKey(Piece, models.CASCADE, related_name="+")
    item = TenantForeignKey(Item, models.CASCADE, related_name="+")
    author = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=Moderated.choices, default=Moderated.WAITING)
    at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["item"], name="each_mention_of_a_page_once")]
        indexes = [
            models.Index(fields=["piece", "at", "id"], name="pagemention_of", condition=models.Q(state="shown")),
            models.Index(
                fields=["organisation", "at", "id"], name="pagemention_waiting", condition=models.Q(state="waiting")
            ),
        ]
