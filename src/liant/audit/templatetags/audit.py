from django import template

from liant.audit import verbs
from liant.audit.models import Entry

register = template.Library()


@register.filter
def in_words(entry: Entry) -> str:
    """What was done, as the end of a sentence that begins with the actor's name."""
    return verbs.in_words(entry.verb, entry.detail)
