from liant.accounts.models import Member
from liant.inbox.joining.models import Merge
from liant.inbox.models import Conversation
from liant.inbox.policy import may_read
from liant.inbox.queries import other_conversations, search
from liant.inbox.threads import merged_within, survivor_of

MOST_OFFERED = 20


def merges_into(conversation: Conversation) -> list[Merge]:
    """What is within this conversation and can be taken apart again."""
    within = merged_within(conversation)
    if not within:
        return []
    found = Merge.objects.filter(merged_id__in=within, undone_at=None)
    return list(found.select_related("merged__channel", "merged__person", "by").order_by("at")[:MOST_OFFERED])


def merge_of(member: Member, merge_id: int) -> Merge | None:
    """None when there is none that this member may know of."""
    found = Merge.objects.filter(id=merge_id, undone_at=None).select_related("merged").first()
    return found if found and may_read(member, survivor_of(found.merged)) else None


def to_join(member: Member, conversation: Conversation, words: str) -> list[Conversation]:
    """The same person's other conversations; or whatever holds these words. Under the same hat, since others can't be
    joined."""
    if words:
        found = search(member, words)
    else:
        found = other_conversations(member, conversation.person, conversation, limit=MOST_OFFERED)
    return [one for one in found if one.id != conversation.id and one.hat == conversation.hat][:MOST_OFFERED]
