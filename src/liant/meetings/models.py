"""Rotations, what each round was drawn from, and, as rows that the database shows to their own member alone, who takes part and
whom they meet."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member, Team
from liant.kit import clock
from liant.meetings.states import NOTICE
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Rotation(TenantModel):
    """People of a house, or of one team of it, who are drawn to meet every few weeks. `next_at`: the moment of the next draw;
    None once it is over. `is_laid_out`: an experiment drew all its rounds beforehand."""

    title = models.CharField(max_length=120)
    team = TenantForeignKey(
        Team, models.CASCADE, null=True, related_name="+"
    )  # whose members may take part; else everyone
    every_weeks = models.PositiveSmallIntegerField(default=2)
    weekday = models.PositiveSmallIntegerField(default=0)  # of the draw; Monday is 0
    is_across_teams = models.BooleanField(default=True)
    is_laid_out = models.BooleanField(default=False)
    opened_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "title"], name="one_rotation_per_title"),
            models.CheckConstraint(
                condition=Q(weekday__lt=7) & Q(every_weeks__range=(1, 13)), name="a_rotation_has_its_rhythm"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) ^ Q(next_at__isnull=True), name="a_rotation_goes_on_or_is_over"
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], name="rotation_due", condition=Q(next_at__isnull=False)),
            models.Index(fields=["team"], name="rotation_team"),
        ]

    def __str__(self) -> str:
        return self.title


class Question(TenantModel):
    """One to begin with, in both languages, of this house's own; in a house without any, ours are asked."""

    fr = models.CharField(max_length=200)
    en = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "fr"], name="each_question_once")]


class KeptApart(TenantModel):
    """Two who are not drawn together, said by whoever arranges rotations."""

    first = TenantForeignKey(Member, models.CASCADE, related_name="+")
    second = TenantForeignKey(Member, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="kept_apart_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="two_are_kept_apart"),
        ]
        indexes = [models.Index(fields=["second"], name="kept_apart_second")]


class Participant(TenantModel):
    """A member's own row: that they agreed to be drawn. `apart`: numbers of colleagues with whom they would rather not be."""

    rotation = TenantForeignKey(Rotation, models.DO_NOTHING, related_name="+")
    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    agreed_at = models.DateTimeField(default=clock.now)
    languages = ArrayField(models.CharField(max_length=10), default=list)
    paused_until = models.DateField(null=True)  # the first day on which they may be drawn again
    apart = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rotation", "member"], name="takes_part_once")]
        indexes = [models.Index(fields=["member"], name="takes_part_member")]


class Round(TenantModel):
    """One draw. All that it rests on is stored before anybody is drawn, sealed since it says who takes part: with `seed`, `method` and
    `version` it can be drawn again. `digest` names what was stored. `closeness`: who of those who said so are close,
    sealed as well, until the round is over. `held` and `not_held`: people, counted once it is over."""

    rotation = TenantForeignKey(Rotation, models.CASCADE, related_name="rounds")
    number = models.PositiveIntegerField()
    day = models.DateField()
    stored_at = models.DateTimeField(default=clock.now)
    seed = models.BigIntegerField()
    method = models.PositiveSmallIntegerField()
    version = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    basis = models.TextField()
    closeness = models.TextField(blank=True, default="")
    outcome = models.TextField(blank=True)
    question_fr = models.CharField(max_length=200)
    question_en = models.CharField(max_length=200)
    drawn_at = models.DateTimeField(null=True)
    remind_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    people = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    not_held = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["rotation", "number"], name="each_round_once")]
        indexes = [
            models.Index(fields=["remind_at"], name="round_to_remind", condition=Q(reminded_at__isnull=True)),
        ]


class Partner(TenantModel):
    """A member's own row: one colleague whom they were drawn to meet. `number`: of the table, at which two sit, or three;
    `starts_at`: a moment proposed to all of it, where their working hours have one in common."""

    class Said(models.TextChoices):
        MET = "met", _("we met")
        NOT = "not", _("not this time")

    round = TenantForeignKey(Round, models.DO_NOTHING, related_name="+")
    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    other = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    number = models.PositiveIntegerField()
    starts_at = models.DateTimeField(null=True)
    said = models.CharField(max_length=3, choices=Said.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "member", "other"], name="drawn_together_once"),
            models.CheckConstraint(condition=~Q(member=F("other")), name="nobody_meets_themselves"),
        ]
        indexes = [
            models.Index(fields=["member", "-round"], name="partner_latest"),
            models.Index(fields=["other"], name="partner_other"),
        ]


class Hearing(TenantModel):
    """A member's own row: how they hear of whom they meet; by mail where they never said. Hours are those of their clock."""

    class Way(models.TextChoices):
        MAIL = "mail", _("by mail")
        CHAT = "chat", _("by chat")

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    ways = ArrayField(models.CharField(max_length=4, choices=Way.choices), default=list)
    quiet_from = models.PositiveSmallIntegerField(null=True)
    quiet_until = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member"], name="heard_in_one_way_of_ones_own"),
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(quiet_from__lt=24, quiet_until__lt=24) & ~Q(quiet_from=F("quiet_until")),
                name="quiet_hours_begin_and_end",
            ),
        ]


class Notice(TenantModel):
    """A member's own row: something told to them once, by one way. `about`: the number of the round, or of what a smaller room
    tells. The row says neither the words nor where it goes."""

    class Occasion(models.TextChoices):
        INVITATION = "invitation"
        REMINDER = "reminder"
        WELCOME = "welcome"
        HALF_HOUR = "half_hour"
        INTRODUCE = "introduce"
        INTRODUCED = "introduced"

    member = TenantForeignKey(Member, models.DO_NOTHING, related_name="+")
    occasion = models.CharField(max_length=10, choices=Occasion.choices)
    about = models.BigIntegerField()
    way = models.CharField(max_length=4, choices=Hearing.Way.choices)
    state = models.CharField(max_length=8, default=NOTICE.start)
    next_at = models.DateTimeField(default=clock.now)  # while it waits: not before then
    tries = models.PositiveSmallIntegerField(default=0)
    sending_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "occasion", "about", "way"], name="each_occasion_once_by_each_way"
            ),
            models.CheckConstraint(condition=Q(state__in=NOTICE.states), name="notice_state_is_known"),
        ]
        indexes = [
            models.Index(fields=["organisation", "next_at"], name="meeting_notice_due",
                         condition=Q(state__in=("waiting", "sending"))),
        ]  # fmt: skip
