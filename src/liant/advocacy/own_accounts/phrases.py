"""What is written down of a posting or an account, in its expert's language: our own sentences, and those of connectors."""

from django.utils.translation import gettext

from liant.advocacy.own_accounts import actions, sending
from liant.channels.phrases import in_words as in_channels_words

OURS = {
    actions.DISCONNECTED,
    actions.NOT_THERE,
    sending.TOO_LATE,
    sending.NO_LONGER_OFFERED,
    sending.HOUSE_WAITS,
    sending.NO_ACCOUNT,
    sending.NO_PART,
}


def in_words(sentence: str) -> str:
    return gettext(sentence) if sentence in OURS else in_channels_words(sentence)
