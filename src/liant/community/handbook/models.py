"""How things are done here: pages in a tree, each with somebody who looks after it and a day on which it is read again."""

from django.db import models
from django.db.models import F, Q

from liant.accounts.models import Member
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Page(TenantModel):
    """What is read now; how it came to be is in its revisions. `revision`: the number of the newest one."""

    parent = TenantForeignKey("self", models.SET_NULL, null=True, related_name="pages")
    title = models.CharField(max_length=160)
    body = models.TextField(blank=True)
    owner = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    review_on = models.DateField(null=True)
    review_told_on = models.DateField(null=True)  # for which day its owner was told
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=clock.now)
    away_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["title", "id"]
        constraints = [models.CheckConstraint(condition=~Q(parent=F("id")), name="no_page_within_itself")]
        indexes = [
            models.Index(fields=["organisation", "review_on"], name="page_to_review", condition=Q(away_at__isnull=True))
        ]

    def __str__(self) -> str:
        return self.title


class Revision(TenantModel):
    """Added, never changed."""

    page = TenantForeignKey(Page, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    body = models.TextField(blank=True)
    author = TenantForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="revisions_follow_each_other")]


class Opinion(TenantModel):
    """Whether a page was useful to somebody: nobody can know to whom. Neither member nor moment is kept, only the month."""

    page = TenantForeignKey(Page, models.CASCADE, related_name="opinions")
    is_useful = models.BooleanField()
    words = models.CharField(max_length=500, blank=True)
    month = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["page", "month"], name="opinion_of_page")]
