"""Someone corrected how a conversation was read → listening remembers it, and the next readings learn from it."""

from liant.accounts.models import Member
from liant.channels.models import Item
from liant.inbox.events import IntentCorrected
from liant.listening.actions import correct


def learn_from_correction(event: IntentCorrected) -> None:
    item = Item.objects.filter(id=event.item_id).first()
    if item is not None:
        correct(actor=Member.objects.get(id=event.member_id), item=item, intent=event.intent, was=event.was)
