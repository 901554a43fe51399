"""Replies to begin with: a few that most houses need, in both languages, each to be made one's own."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liant.people.hats import HatKind


@dataclass(frozen=True)
class Example:
    name: str | Promise
    texts: dict[str, str]
    hats: list[str] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)


EXAMPLES = (
    Example(
        _("Thank you"),
        {
            "fr": "Bonjour {{first_name}}, merci pour ces mots : ils sont lus à voix haute dans la maison. {{agent}}",
            "en": "Hello {{first_name}}, thank you for these words: they are read aloud in the house. {{agent}}",
        },
    ),
    Example(
        _("We are looking into it"),
        {
            "fr": "Bonjour {{first_name}}, nous avons bien lu votre message et nous cherchons. "
            "Vous aurez une réponse {{delay}}. {{agent}}, {{organisation}}",
            "en": "Hello {{first_name}}, we have read your message and are looking into it. "
            "You will have an answer {{delay}}. {{agent}}, {{organisation}}",
        },
        asks=["delay"],
    ),
    Example(
        _("Application not kept, with the reason"),
        {
            "fr": "Bonjour {{first_name}},\n\nMerci du temps que vous nous avez donné. Nous ne retenons pas votre "
            "candidature, et nous vous devons la raison : {{reason}}.\n\nNous vous souhaitons de trouver la maison qui "
            "vous ira.\n\n{{agent}}, {{organisation}}",
            "en": "Hello {{first_name}},\n\nThank you for the time you gave us. We are not going further with your "
            "application, and we owe you the reason: {{reason}}.\n\nWe wish you the house that suits you.\n\n"
            "{{agent}}, {{organisation}}",
        },
        hats=[HatKind.CANDIDATE],
        asks=["reason"],
    ),
    Example(
        _("To a journalist, while the answer is prepared"),
        {
            "fr": "Bonjour {{first_name}},\n\nMerci de votre question. Vous aurez une réponse avant {{deadline}} ; dites-nous "
            "si votre bouclage est plus tôt.\n\n{{agent}}, {{organisation}}",
            "en": "Hello {{first_name}},\n\nThank you for your question. You will have an answer before {{deadline}}; tell us "
            "if you close earlier.\n\n{{agent}}, {{organisation}}",
        },
        hats=[HatKind.JOURNALIST],
        asks=["deadline"],
    ),
)
