"""What may become a piece: an idea that someone told, and the articles of others that were brought in to be relayed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.channels.models import Item
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel
from liant.writing.models import Piece


class Idea(TenantModel):
    """Told by a colleague, or made of what was heard."""

    class State(models.TextChoices):
        OPEN = "open", _("waits for an answer")
        TAKEN = "taken", _("became a piece")
        ASIDE = "aside", _("put aside")

    text = models.TextField()
    author = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    told_at = models.DateTimeField(default=clock.now)
    item = TenantForeignKey(Item, models.SET_NULL, null=True, related_name="+")
    url = models.URLField(max_length=2000, blank=True)
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    piece = TenantForeignKey(Piece, models.SET_NULL, null=True, related_name="ideas")
    answer = models.CharField(max_length=500, blank=True)  # what whoever told it is told
    answered_by = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="aside") | ~models.Q(answer=""), name="an_idea_put_aside_is_answered"
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "-told_at", "-id"], name="idea_state"),
            models.Index(fields=["author", "-told_at", "-id"], name="idea_of"),
            models.Index(fields=["piece"], name="idea_piece", condition=models.Q(piece__isnull=False)),
            models.Index(fields=["item"], name="idea_item", condition=models.Q(item__isnull=False)),
        ]


class Article(TenantModel):
    """The words of others as they were read: kept beside the piece that relays them, never published as ours."""

    piece = TenantForeignKey(Piece, models.CASCADE, related_name="articles")
    url = models.URLField(max_length=2000)
    title = models.CharField(max_length=300, blank=True)
    author = models.CharField(max_length=200, blank=True)
    site = models.CharField(max_length=200, blank=True)
    dated = models.CharField(max_length=10, blank=True)  # as the page says: a day, or nothing
    text = models.TextField(blank=True)
    read_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["piece"], name="one_article_per_piece")]
