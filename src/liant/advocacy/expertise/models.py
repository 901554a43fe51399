"""A page that an expert may show of what they know. What they write of it is their own rows; what everyone may read is a copy,
put there by their act and by nothing else."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Card(TenantModel):
    """A member's own row: who they are on their page. `words`: by language; a page stands in each that has some. `slug`: the end of
    its address, of their choice or of nobody's. `links`: other pages of theirs."""

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    words = models.JSONField(default=dict)
    topics = ArrayField(models.CharField(max_length=60), default=list)
    links = ArrayField(models.URLField(max_length=500), default=list)
    is_found = models.BooleanField(default=False)  # by search engines

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member"], name="one_card_each")]


class Chosen(TenantModel):
    """A member's own row: a piece that they chose to show, in its words of that day."""

    class Kind(models.TextChoices):
        WROTE = "wrote", _("I wrote it")
        SHARED = "shared", _("I shared it")

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    title = models.CharField(max_length=300)
    url = models.URLField(max_length=2000)
    language = models.CharField(max_length=10, default="fr")
    on = models.DateField()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [models.UniqueConstraint(fields=["member", "url"], name="shown_once")]


class Talk(TenantModel):
    """A member's own row: something they said in public."""

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    title = models.CharField(max_length=300)
    place = models.CharField(max_length=200)
    on = models.DateField()
    url = models.URLField(max_length=2000, blank=True)

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["member", "-on", "-id"], name="talk_of")]


class Page(TenantModel):
    """What everyone may read, as it was when its expert put it up. It names no member: what it belongs to is a row that the
    database shows to that member alone, and with which it goes. `content`: as `pages.content_of` says it."""

    card = TenantForeignKey(Card, models.DO_NOTHING, related_name="+")
    slug = models.SlugField(max_length=60)
    content = models.JSONField()
    is_found = models.BooleanField(default=False)
    published_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["card"], name="one_page_each"),
            models.UniqueConstraint(fields=["organisation", "slug"], name="one_page_at_an_address"),
        ]
