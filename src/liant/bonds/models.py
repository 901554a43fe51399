"""What is measured of ties, kept for each member alone: the database shows these rows to their own member and to nobody else. Of
all of them together, only what may be shown of teams is kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.kit import clock
from liant.ledger.models import Community
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Measure(TenantModel):
    """One measuring of all ties that may be measured: nothing about anybody. `people`: who agreed and stands in the ledger."""

    at = models.DateTimeField(default=clock.now)
    people = models.PositiveIntegerField()
    pairs = models.PositiveIntegerField()
    interactions = models.PositiveIntegerField()
    half_life = models.FloatField()  # weeks
    half_life_at = models.DateTimeField(null=True)  # when it was chosen, if it was
    is_calibrated = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-at"], name="measure_newest")]


class Tie(TenantModel):
    """A member's own row: the contact observed between them and one colleague, at the last measuring. `strength`, `low`, `high`:
    0 to 100. `before`: the strength twelve weeks earlier; None where there was none. `contacts`: rows of the ledger."""

    class State(models.TextChoices):
        HOLDS = "holds", _("as it was")
        GROWS = "grows", _("more than before")
        FADES = "fades", _("less than before")
        LOST = "lost", _("lost sight of")

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    other = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    strength = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    before = models.FloatField(null=True)
    contacts = models.PositiveIntegerField()
    last_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=6, choices=State.choices, default=State.HOLDS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "other"], name="one_tie_each_way"),
            models.CheckConstraint(condition=~models.Q(member=models.F("other")), name="no_tie_with_oneself"),
        ]
        indexes = [
            models.Index(fields=["member", "-strength", "id"], name="tie_strongest"),
            models.Index(fields=["other"], name="tie_other"),
        ]


class Hidden(TenantModel):
    """A member's own row: a colleague who is not to stand on their page, nor be suggested."""

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    other = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "other"], name="hidden_once")]
        indexes = [models.Index(fields=["other"], name="hidden_other")]


class Hint(TenantModel):
    """A member's own row: whom they could thank, meet again or get to know. `via`: who could introduce them, if that colleague
    agreed to introduce people."""

    class Kind(models.TextChoices):
        THANK = "thank", _("to thank")
        MEET = "meet", _("to see again")
        KNOW = "know", _("to get to know")

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    other = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    via = TenantForeignKey(Member, models.DO_NOTHING, null=True, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    at = models.DateTimeField(default=clock.now)
    gone_at = models.DateTimeField(null=True)  # they put it aside, or acted on it
    asked_at = models.DateTimeField(null=True)  # they asked for half an hour, or to be introduced

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "other", "kind"], name="each_hint_once")]
        indexes = [models.Index(fields=["other"], name="hint_other"), models.Index(fields=["via"], name="hint_via")]


class Asked(TenantModel):
    """A member's own row: what a colleague, `by`, asks of them, or that `by` introduced them to somebody. `about`: who that is, or whom
    `by` would be introduced to. `words`: their own."""

    class Kind(models.TextChoices):
        HALF_HOUR = "half_hour", _("half an hour together")
        INTRODUCE = "introduce", _("to introduce them to somebody")
        INTRODUCED = "introduced", _("an introduction")

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    by = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    about = TenantForeignKey(Member, models.DO_NOTHING, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.CharField(max_length=600, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(member=models.F("by")) & ~models.Q(member=models.F("about")),
                name="nobody_asks_themselves",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="half_hour") ^ models.Q(about__isnull=False),
                name="an_introduction_is_to_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["member", "-at"], name="asked_of_one"),
            models.Index(fields=["by"], name="asked_by_colleague"),
            models.Index(fields=["about"], name="asked_about_whom"),
        ]


class Choice(TenantModel):
    """A member's own row, of what their ties may do beside standing on their page. `can_introduce`: colleagues may be told that they
    could introduce them to somebody; `can_order`: put what is written by those close to them higher in their own list of suggestions;
    `can_draw`: draw them rather with others than those they are close to, where both say so."""

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    can_introduce = models.BooleanField(default=False)
    can_order = models.BooleanField(default=False)
    can_draw = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member"], name="one_choice_of_ties_each")]


class Outside(TenantModel):
    """A member's own row: a community outside the house where they say that they are known. `is_hidden`: it counts in no figure."""

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    community = TenantForeignKey(Community, models.DO_NOTHING, related_name="+")
    at = models.DateTimeField(default=clock.now)
    is_hidden = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "community"], name="known_there_once")]
        indexes = [models.Index(fields=["community"], name="outside_community")]


class Mark(TenantModel):
    """A member's own row: by which token they stand among those counted in a shape. When it goes, the token leads to nobody."""

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    token = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member"], name="one_mark_each")]


class Shape(TenantModel):
    """What may be shown of ties between teams, at the end of four weeks: pages and files read this and nothing else, and it is never
    computed again. Nothing in `figures` is about fewer than five people and ten pairs."""

    number = models.PositiveSmallIntegerField()  # of the four weeks
    from_on = models.DateField()
    to_on = models.DateField()  # its last day
    figures = models.JSONField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="each_shape_once")]


class Told(TenantModel):
    """By their tokens, who stood in each group that a shape showed: so that the next one, held beside it, tells no difference
    about a few. No page reads it."""

    shape = TenantForeignKey(Shape, models.CASCADE, related_name="told")
    group = models.CharField(max_length=20)  # a team's number, "0" for those in none, "" for everyone
    tokens = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shape", "group"], name="each_group_told_once")]
