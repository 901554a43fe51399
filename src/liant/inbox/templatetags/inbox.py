"""What the inbox's templates say of conversations and messages."""

import re
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from liant.inbox.policy import ACTS
from liant.inbox.rules import shortened, title_of
from liant.inbox.undoing import WHY
from liant.people.models import Person
from liant.people.names import first_name
from liant.people.phrases import source_in_words
from liant.web.components.words import day
from liant.web.pieces import Tab

register = template.Library()
WRITING = "compose-text"  # where one writes: an address that ends so puts the cursor there, with or without script
POSTED = re.compile(r"(https?://[^\s<]+|(?<![\w&])[@#][\w.-]*\w)")  # in escaped text

FILTER_LABELS = {
    "state": gettext_lazy("Where it stands"),
    "hat": gettext_lazy("Hat"),
    "intent": gettext_lazy("What it is"),
    "channel": gettext_lazy("Channel"),
    "language": gettext_lazy("Language"),
    "assignee": gettext_lazy("Who takes care of it"),
    "label": gettext_lazy("Label"),
}


@register.filter
def name_of(person: Person | None) -> str:
    """The name, or that nobody signed it."""
    return person.name if person and person.name else _("Someone")


@register.simple_tag
def speaker(said_by: Person | None, person: Person | None) -> str:
    """Who said this message: after a merge, not always the person of the conversation."""
    return name_of(said_by if said_by and said_by.name else person)


@register.filter
def act_words(act: Any) -> str:
    """What was just done, and to how many."""
    count = len(act.changes)
    done = ngettext("%(count)s conversation: %(what)s.", "%(count)s conversations: %(what)s.", count)
    return done % {"count": count, "what": ACTS.get(act.verb, act.verb)} if count else _("Nothing has changed.")


@register.filter
def refusal_words(refusal: dict[str, Any]) -> str:
    """Which one was left as it was, and why."""
    return _("%(title)s: left as it was, %(why)s.") % {
        "title": refusal.get("title") or _("One conversation"),
        "why": WHY[refusal["why"]],
    }


@register.filter
def first_name_of(person: Person | None) -> str:
    return first_name(name_of(person))


@register.simple_tag
def where(conversation: Any) -> str:
    """Through what and when, in one line; who waits says since when further down."""
    if conversation.waiting_since and conversation.due == "answer" and conversation.state == "open":
        return str(conversation.channel.name)
    return f"{conversation.channel.name}, {day(conversation.last_message_at)}"


@register.filter
def is_same(left: Any, right: Any) -> bool:
    return left is not None and left == right


@register.simple_tag(takes_context=True)
def views_of_list(context: template.Context, filters: Any) -> list[Tab]:
    """Who waits, all, mine, thanks due."""
    from liant.accounts.templatetags.pages import page_url  # a tag used as a function

    url = page_url(context, "inbox:list")
    words = [
        ("waiting", _("Who waits")),
        ("thanks", _("Thanks")),
        ("all", _("All")),
        ("mine", _("Mine")),
    ]
    return [Tab(f"{url}?view={key}", label, filters.view == key) for key, label in words]


@register.simple_tag
def filter_field(name: str, chosen: str, choices: Any) -> SafeString:
    shown = [(str(value), label) for value, label in choices]
    values = {"name": name, "label": FILTER_LABELS[name], "chosen": chosen, "choices": shown}
    return render_to_string("inbox/filter_field.html", values) if shown else SafeString("")


@register.simple_tag
def chosen_filters(filters: Any, choices: dict[str, Any]) -> list[str]:
    """The words of what the list is narrowed to."""
    offered = {name: choices[f"{name}s"] for name in FILTER_LABELS}
    return [str(label) for name, all_of_it in offered.items() for value, label in all_of_it
            if str(value) == getattr(filters, name)]  # fmt: skip


@register.filter
def paragraphs(text: str) -> SafeString:
    """What people wrote, with their own line breaks."""
    blocks = [block.splitlines() for block in text.replace("\r\n", "\n").split("\n\n") if block.strip()]
    lines = [format_html_join(SafeString("<br>"), "{}", ((line,) for line in block)) for block in blocks]
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines))


@register.filter
def short_subject(conversation: Any) -> str:
    """The title of a conversation: its subject, or the first sentence that was said."""
    return shortened(conversation.subject) or title_of(conversation.opening) or _("Without words")


@register.simple_tag
def lang_attribute(language: str) -> SafeString:
    """What people say carries its own language."""
    return format_html(' lang="{}"', language) if language else SafeString("")


@register.filter
def as_moment(text: str | None) -> Any:
    return parse_datetime(text) if text else None


@register.filter
def hat_labels(hats: Any) -> list[str]:
    return [hat.get_kind_display() for hat in hats]


@register.filter
def source_words(source: str) -> str:
    """Where we know this person from, as a sentence."""
    return _("Known from: %(source)s.") % {"source": source_in_words(source)}


@register.simple_tag
def delivery_words(delivery: Any) -> str:
    """What a person needs to know beyond the state itself."""
    if delivery.state == "unknown" and delivery.needs_a_person:
        return _("it left, the server did not confirm. Nothing is sent again without you.")
    if delivery.state == "unknown":
        return _("it left, the server did not confirm. We are looking; nothing is sent again blindly.")
    if delivery.state == "queued" and delivery.problem:
        return _("it will be tried again by itself (%(problem)s)") % {"problem": delivery.problem}
    return str(delivery.problem) if delivery.state in ("rejected", "held") else ""


@register.simple_tag(takes_context=True)
def answer_tabs(context: template.Context, conversation: Any, tab: str, may_reply: bool, is_public: bool) -> list[Tab]:
    """To the person, or to colleagues."""
    from liant.accounts.templatetags.pages import page_url  # a tag used as a function

    url = page_url(context, "inbox:conversation", conversation_id=conversation.id)
    is_note = tab == "note" or not may_reply
    to_person = _("Answer in public") if is_public else _("Answer")
    tabs = [Tab(f"{url}?tab=reply#{WRITING}", to_person, not is_note, key="r" if is_note else "")] if may_reply else []
    return [*tabs, Tab(f"{url}?tab=note#{WRITING}", _("Internal note"), is_note, key="n")]


@register.filter
def as_posted(text: str) -> SafeString:
    """As the network will show it: links, names and tags stand out."""
    pieces = POSTED.split(str(paragraphs(text)))
    return SafeString(
        "".join(f'<span class="facet">{piece}</span>' if at % 2 else piece for at, piece in enumerate(pieces))
    )
