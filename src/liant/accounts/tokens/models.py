"""Tokens by which a programme acts for a member, and the answers kept for requests that may be sent again."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from liant.accounts.models import Member
from liant.accounts.tokens.scopes import Scope
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class ApiToken(TenantModel):
    """Only the hash is kept; `prefix` is what people recognise it by. `minute_started_at` and `minute_count` measure its
    pace, and nothing but the day of its last use is remembered."""

    member = TenantForeignKey(Member, models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=20)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=40, choices=Scope.choices))
    made_at = models.DateTimeField(default=clock.now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)
    minute_started_at = models.DateTimeField(null=True)
    minute_count = models.IntegerField(default=0)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(scopes__len__gt=0), name="a_token_has_a_scope"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_good(self) -> bool:
        return self.revoked_at is None and self.expires_at > clock.now()


class KeptAnswer(TenantModel):
    """What a request with an Idempotency-Key was answered: the same request again is answered the same, and does
    nothing. Written in the transaction of the act itself, so that both are there or neither."""

    token = TenantForeignKey(ApiToken, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)  # of the method, the address and the body
    status = models.IntegerField()
    headers = models.JSONField(default=dict)
    body = models.TextField()
    kept_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="one_answer_per_key")]
        indexes = [models.Index(fields=["kept_at"], name="kept_answer_age")]
