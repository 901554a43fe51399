"""What Liant says of subscribers and letters, in words."""

from django.utils.translation import gettext_lazy as _

LEFT_OUT = {
    "on": _("is subscribed already"),
    "refuses": _("reported a letter as unwanted: only they themselves may come back"),
    "left": _("left by their own will: only they themselves may come back"),
    "suspended": _("letters come back from this address"),
}
ENDED_HOW = {
    "one_click": _("with the link of a letter"),
    "own_page": _("on their own page"),
    "complaint": _("by reporting a letter as unwanted"),
    "colleague": _("by a colleague who was asked for it"),
    "no_answer": _("without ever confirming"),
}
FIELD = {"first_name": _("first name"), "last_name": _("last name"), "name": _("name")}
ENVELOPE = {
    "queued": _("wait to leave"),
    "sending": _("on their way this very moment"),
    "sent": _("taken by the mail server"),
    "refused": _("refused by the mail server"),
    "unknown": _("of unknown fate"),
    "bounced": _("came back"),
    "left_out": _("left out"),
}
# what the sending itself notes on an envelope, told to people
NOTED = {
    "They left meanwhile.": _("They left meanwhile."),
    "There is nothing to confirm any more.": _("There is nothing to confirm any more."),
    "Letters come back from this address.": _("Letters come back from this address."),
    "They asked for a pause meanwhile.": _("They asked for a pause meanwhile."),
    "The sending was ended.": _("The sending was ended."),
    "The worker ended while it was handed over.": _("The worker ended while it was handed over."),
    "Reported as unwanted.": _("Reported as unwanted."),
    "No reason was given.": _("No reason was given."),
}


def noted(words: str) -> str:
    """In the reader's language where Liant wrote it; as it came where a server did."""
    return str(NOTED.get(words, words))
