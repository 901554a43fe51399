"""What the house of the demonstration keeps at hand for answering: saved replies, a choice of the list, a rule that acts."""

from django.utils import translation

from liant.accounts.models import Member
from liant.inbox.automation.actions import save_rule, switch_on, try_rule
from liant.inbox.lists.actions import keep_view
from liant.inbox.queries import Filters
from liant.inbox.replies.actions import add_examples, save_variable
from liant.inbox.replies.models import SavedReply

HOURS = {
    "fr": "du mardi au dimanche, de 7\u00a0h à 19\u00a0h\u00a030",
    "en": "Tuesday to Sunday, from 7 a.m. to 7.30 p.m.",
}


def put_at_hand(owner: Member) -> None:
    """Once; safe to repeat. The rule was tried on what is there, and acts on what comes from now on."""
    if SavedReply.objects.exists():
        return
    with translation.override(owner.organisation.language):
        add_examples(actor=owner)
    save_variable(actor=owner, name="horaires", texts=HOURS)
    keep_view(actor=owner, name="Presse", filters=Filters(view="all", hat="journalist"), is_shared=True)
    rule = save_rule(actor=owner, rule=None, name="La presse attend le jour même", trigger="arrived",
                     conditions={"hats": ["journalist"]}, actions={}, put_label="presse")  # fmt: skip
    try_rule(actor=owner, rule=rule)
    switch_on(actor=owner, rule=rule, version=rule.version)
