"""What a poster says. Who scanned it stands nowhere."""

from django.db import models

from liant.kit import clock
from liant.tenancy.models import TenantModel


class Poster(TenantModel):
    """One for each house; the code that it shows is the programme's (`Programme.join_code`). `lines`: by language, the words that
    invite; `contact`: whom to ask for an account, and where."""

    lines = models.JSONField(default=dict)
    contact = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="one_poster_per_house")]
