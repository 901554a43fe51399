"""The journal of a house: what it is called, in which languages, at which address; and pictures as its pages show them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel
from liant.writing.models import PieceMedium


class Journal(TenantModel):
    """One for each house. `texts`: by language, its name, description and what the page about it says. The first of
    `languages` has the shortest addresses. `own_address`: of its own domain, which leads here through a web server."""

    is_open = models.BooleanField(default=False)
    languages = ArrayField(models.CharField(max_length=10), default=list)
    texts = models.JSONField(default=dict)
    own_address = models.URLField(max_length=200, blank=True)
    profiles = ArrayField(models.URLField(max_length=500), default=list)  # the house elsewhere (rel=me)
    is_signed = models.BooleanField(default=False)  # pieces bear the name of who wrote them
    hub_url = models.URLField(
        max_length=500, blank=True
    )  # WebSub: told of each change, and tells those who follow a feed
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
