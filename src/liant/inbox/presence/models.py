"""Who has a conversation open right now. A row lives half a minute unless its page goes on beating, and is removed
afterwards: nothing is kept, and nothing can be counted."""

from django.db import models

from liant.accounts.models import Member
from liant.inbox.models import Conversation
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class Look(TenantModel):
    """The table is unlogged: a crash empties it, and no backup of the journal ever held it."""

    conversation = TenantForeignKey(Conversation, models.CASCADE, related_name="+")
    member = TenantForeignKey(Member, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=clock.now)
    is_writing = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "member"], name="one_look_at_a_time")]
        indexes = [models.Index(fields=["organisation", "seen_at"], name="look_to_forget")]
