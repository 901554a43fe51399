"""A magazine: issues made of pieces, and what the press made of each."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel
from liant.writing.models import Piece, PieceMedium


class Issue(TenantModel):
    """One issue, as it was laid out last; `sheet` is what the press made of it. `notes`: what whoever prints should know, in
    words that the page translates: [[code, values], …]."""

    class Size(models.TextChoices):
        A4 = "a4", "A4"
        A5 = "a5", "A5"

    class State(models.TextChoices):
        LAID_OUT = "laid_out", _("being laid out")
        SETTING = "setting", _("on the press")
        SET = "set", pgettext_lazy("issue", "ready")
        FAILED = "failed", _("could not be set")

    title = models.CharField(max_length=60)
    number = models.CharField(max_length=20, blank=True)
    dated = models.CharField(max_length=40, blank=True)
    tagline = models.CharField(max_length=140, blank=True)
    opening_words = models.TextField(blank=True)
    language = models.CharField(max_length=10)
    size = models.CharField(max_length=2, choices=Size.choices, default=Size.A4)
    columns = models.PositiveSmallIntegerField(default=2)
    has_marks = models.BooleanField(default=True)
    cover = TenantForeignKey(PieceMedium, models.SET_NULL, null=True, related_name="+")
    cover_credit = models.CharField(max_length=120, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True)
    director = models.CharField(max_length=120, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    printer = models.CharField(max_length=300, blank=True)
    legal = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.LAID_OUT)
    problem = models.CharField(max_length=500, blank=True)
    notes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    changed_at = models.DateTimeField(default=clock.now)
    asked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(columns__gte=1, columns__lte=3), name="an_issue_has_columns")
        ]
        indexes = [models.Index(fields=["organisation", "-created_at", "-id"], name="printed_newest")]

    def __str__(self) -> str:
        return " ".join(part for part in (self.title, self.number) if part)


class Entry(TenantModel):
    """A piece in an issue. `pictures`: [{"medium_id", "caption", "credit"}, …] in the order in which they are shown."""

    issue = TenantForeignKey(Issue, models.CASCADE, related_name="entries")
    piece = TenantForeignKey(Piece, models.CASCADE, related_name="+")
    place = models.PositiveIntegerField()
    lead = models.CharField(max_length=400, blank=True)
    quote = models.CharField(max_length=300, blank=True)
    signature = models.CharField(max_length=120, blank=True)
    pictures = models.JSONField(default=list)

    class Meta:
        ordering = ["place", "id"]
        constraints = [models.UniqueConstraint(fields=["issue", "piece"], name="each_piece_once_printed")]


class Sheet(TenantModel):
    """What the press made: for the printer, and to read on a screen."""

    issue = TenantForeignKey(Issue, models.CASCADE, related_name="sheets")
    made_at = models.DateTimeField(default=clock.now)
    pages = models.PositiveIntegerField()
    print_pdf = models.BinaryField()
    screen_pdf = models.BinaryField()
    print_bytes = models.PositiveIntegerField()
    screen_bytes = models.PositiveIntegerField()
    print_sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue"], name="one_sheet_per_issue")]


class Proof(TenantModel):
    """One page of it as a picture, small."""

    sheet = TenantForeignKey(Sheet, models.CASCADE, related_name="proofs")
    number = models.PositiveIntegerField()
    picture = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="each_page_once")]
