"""Short links: where each leads, how often it was followed in each hour, and what came of it. Nothing here is about whoever
follows one; who shared one stands in `Sharer` alone, which nobody but that member can read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.kit import clock
from liant.links.rules import MACHINE, PERSON, PREVIEW
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Arrangement(TenantModel):
    """How a house wants its links. `own_address`: of its own domain, which leads here through a web server. `is_tagged`: the
    target learns by utm_… where the link was put, never by whom. `is_told`: the target learns the code, so that it can call back. `secret` is sealed."""

    own_address = models.URLField(max_length=200, blank=True)
    is_tagged = models.BooleanField(default=False)
    is_told = models.BooleanField(default=False)
    secret = models.TextField(blank=True)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="one_arrangement_of_links")]


class Target(TenantModel):
    """An address that links lead to, looked at once however many lead there. `dead_since`: it has not answered for so long
    that somebody has to know."""

    url = models.URLField(max_length=2000)
    made_at = models.DateTimeField(default=clock.now)
    next_look_at = models.DateTimeField(default=clock.now)
    looked_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    dead_since = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "url"], name="each_link_target_once")]
        indexes = [
            models.Index(fields=["next_look_at"], name="link_target_due"),
            models.Index(fields=["organisation", "dead_since"], name="link_target_dead",
                         condition=models.Q(dead_since__isnull=False)),
        ]  # fmt: skip


class Link(TenantModel):
    """One short link. `code` is opaque and unique in the installation; `url` is what it leads to, tags included. `about`: what
    it was made for, as the room above says it ("writing.piece", 7). `keeper`: who is told when it leads nowhere; nobody for
    what a member shares, of which this row says nothing more."""

    class Purpose(models.TextChoices):
        HOUSE = "house", _("made by the house")
        SHARE = "share", _("shared by somebody")

    code = models.CharField(max_length=16, unique=True)
    purpose = models.CharField(max_length=5, choices=Purpose.choices, default=Purpose.HOUSE)
    name = models.CharField(max_length=120, blank=True)
    network = models.CharField(max_length=40, blank=True)  # where it is put: "linkedin", "poster"; "" where nobody said
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True)
    target = TenantForeignKey(Target, models.PROTECT, related_name="links")
    url = models.URLField(max_length=2000)
    keeper = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)  # from then on it answers that it is no longer in use

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(purpose="share") | models.Q(keeper__isnull=True, name=""),
                name="a_shared_link_names_nobody",
            ),
            models.CheckConstraint(
                condition=models.Q(about_id__isnull=True) ^ ~models.Q(about_kind=""), name="a_link_is_about_one_thing"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-made_at", "-id"], name="link_of_house",
                         condition=models.Q(purpose="house")),
            models.Index(fields=["organisation", "about_kind", "about_id"], name="link_about"),
            models.Index(fields=["target"], name="link_target"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name or self.code


class Follow(TenantModel):
    """How often one link was followed in one hour, by one kind of visitor. `at`: the beginning of the hour, where the house is."""

    class Kind(models.TextChoices):
        PERSON = PERSON, _("people")
        PREVIEW = PREVIEW, _("previews")
        MACHINE = MACHINE, _("machines")

    link = TenantForeignKey(Link, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=7, choices=Kind.choices)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "at", "kind"], name="each_hour_of_a_link_once")]


class Conversion(TenantModel):
    """What another programme says that a link led to, once for each message of its own. `at`: the beginning of the hour."""

    link = TenantForeignKey(Link, models.CASCADE, related_name="+")
    what = models.CharField(max_length=40)  # in the other programme's word: "sign-up"
    at = models.DateTimeField()
    message_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "message_hash"], name="each_conversion_once"),
        ]
        indexes = [models.Index(fields=["link", "at"], name="conversion_of_link")]


class Sharer(TenantModel):
    """Who shared a link. The database shows each row to that member alone (`tenancy.context.own_rows`). Who wants to be
    forgotten leaves a mark that is nobody's, the same for all of theirs: without it, sums would fall by what was theirs, and
    say so."""

    link = TenantForeignKey(Link, models.DO_NOTHING, related_name="+")
    member = TenantForeignKey(Member, models.DO_NOTHING, null=True, related_name="+")
    mark = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["link"], name="a_link_is_shared_by_one"),
            models.CheckConstraint(
                condition=models.Q(member__isnull=True) ^ models.Q(mark__isnull=True), name="a_sharer_or_a_mark"
            ),
        ]
        indexes = [models.Index(fields=["member", "-link"], name="link_sharer")]
