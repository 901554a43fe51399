"""The organisation, and the base of every private row."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from liant.kit import clock
from liant.tenancy.context import current_organisation_id


class TenantManager(models.Manager):
    """Adds the organisation to every query by itself; without one, nothing is found."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(organisation_id=current_organisation_id())


class OrganisationManager(models.Manager):
    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(id=current_organisation_id())


class Organisation(models.Model):
    """A tenant. It sees itself only; what comes before it is known goes through the functions of `before_tenant`."""

    class Kind(models.TextChoices):
        SHOP = "shop", _("Shop")
        TOWN_HALL = "town_hall", _("Town hall, public body")
        FIRM = "firm", _("Company, association")
        CHAMBER = "chamber", _("Chamber, group of members")
        AGENCY = "agency", _("Agency, freelance")

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.FIRM)
    tagline = models.JSONField(default=dict, blank=True)  # the organisation's own text, per language
    address = models.CharField(max_length=300, blank=True)
    owner_name = models.CharField(max_length=200, blank=True)
    site = models.URLField(blank=True)
    language = models.CharField(max_length=10, default="fr")
    time_zone = models.CharField(max_length=60, default="Europe/Paris")
    rooms = models.JSONField(default=list, blank=True)  # keys of the rooms switched on
    guide_step = models.CharField(max_length=20, blank=True)  # where the first-run guide stands; blank when done
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = OrganisationManager()

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.name

    def own_text(self, field: str, language: str) -> str:
        """One of the organisation's own texts, in the reader's language or else in the organisation's."""
        texts = getattr(self, field)
        return texts.get(language) or texts.get(self.language) or next(iter(texts.values()), "")


class TenantModel(models.Model):
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")

    objects = TenantManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **options: Any) -> None:
        if self.organisation_id is None:
            self.organisation_id = current_organisation_id()
        super().save(*args, **options)
