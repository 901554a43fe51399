"""What the pages of this room show, gathered."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext, override
from django.utils.translation import gettext as _

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.engines.questionnaire import Questionnaire as Definition
from liant.engines.questionnaire import read
from liant.kit.place import write_place
from liant.surveys import own, queries, quotas
from liant.surveys.forms import REMINDERS
from liant.surveys.mails import letter_to
from liant.surveys.models import Edition, Invitation, Questionnaire, Wave
from liant.surveys.ready import ready_definition, ready_keys
from liant.surveys.shaping import KINDS, row_value, said_in
from liant.surveys.tokens import new_key
from liant.web.typography import french_spacing

View = Callable[..., HttpResponse]
SECONDS_EACH = 15  # that a question takes, read and answered
UNREADY = {
    "nobody": gettext_lazy("Nobody is asked yet: list people, or let anyone use a link."),
    "named": gettext_lazy(
        "It asks for names: it can only be confidential, and people are told so. Change it before you open it."
    ),
    "names": gettext_lazy("Where names are kept, there can be no link for anyone: people are asked by name."),
    "readers": gettext_lazy("Choose first who reads the answers: people are told their names before they answer."),
    "closes": gettext_lazy("The moment at which it closes has passed: choose another."),
}
KEPT = ("name", "protection", "is_kiosk", "can_embed", "own_result", "opens_at", "closes_at", "recurrence",
        "minimum", "comment_minimum", "at_most")  # fmt: skip


def in_house_zone(view: View) -> View:
    """A wave opens and closes at hours of the house."""

    @functools.wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with timezone.override(ZoneInfo(request.organisation.time_zone)):  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

    return wrapper


def language() -> str:
    return (get_language() or "en")[:2]


def address(request: HttpRequest, name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs={"organisation_slug": request.organisation.slug, **kwargs})  # type: ignore[attr-defined]


def the_questionnaire(questionnaire_id: int) -> Questionnaire:
    found = queries.one_questionnaire(questionnaire_id)
    if found is None:
        raise Http404
    return found


def the_wave(wave_id: int) -> Wave:
    found = queries.one_wave(wave_id)
    if found is None:
        raise Http404
    return found


def title_of(questionnaire: Questionnaire) -> str:
    return questionnaire.title(language())


def definition_of(found: Questionnaire | Edition) -> Definition:
    return read(found.definition)


def empty_definition(title: str) -> dict[str, Any]:
    """A title, and a page to write on."""
    return {
        "title": {"default": title.strip(), language(): title.strip()},
        "pages": [{"name": "page1", "elements": []}],
    }


@dataclass(frozen=True)
class Ready:
    """A ready questionnaire, as it is offered."""

    key: str
    title: str
    about: str
    questions: int
    minutes: int


@functools.cache
def _ready(lang: str) -> tuple[Ready, ...]:
    found = []
    for key in ready_keys():
        whole = read(ready_definition(key))
        questions = sum(max(1, len(one.rows)) for one in whole.questions())  # a matrix asks one for each row
        about = whole.description.in_language(lang) if whole.description else ""
        title = whole.title.in_language(lang) if whole.title else key
        found.append(Ready(key, title, about, questions, max(1, round(questions * SECONDS_EACH / 60))))
    return tuple(found)


def ready_ones() -> tuple[Ready, ...]:
    return _ready(language())


def list_page(before: tuple[datetime, int] | None) -> dict[str, Any]:
    found = queries.questionnaires(before)
    last = found[queries.PAGE - 1] if len(found) > queries.PAGE else None
    lang = language()
    return {
        "questionnaires": [(one, one.title(lang)) for one in found[: queries.PAGE]],
        "open_waves": [(one, one.edition.questionnaire.title(lang)) for one in queries.open_waves()],
        "ready": ready_ones(),
        "next_url": f"?after={write_place(last.changed_at, last.pk)}" if last else "",
    }


def questionnaire_page(request: HttpRequest, found: Questionnaire) -> dict[str, Any]:
    whole = definition_of(found)
    lang = language()
    return {
        "questionnaire": found,
        "title": found.title(lang),
        "about": whole.description.in_language(lang) if whole.description else "",
        "asked": [
            (page.title.in_language(lang) if page.title else "", [(one, one.said(lang)) for one in page.questions()])
            for page in whole.pages
        ],
        "remarks": [french_spacing(one.message(lang)) for one in whole.unsupported],
        "waves": (waves := queries.waves_of(found)),
        "has_trend": any(one.state == "closed" for one in waves),
        "may_ask": may(member(request), "surveys.ask"),
        "may_write": may(member(request), "surveys.write"),
    }


def usual_settings(found: Questionnaire) -> dict[str, Any]:
    """As the last wave was put to people; else anonymous, once."""
    last = next(iter(queries.waves_of(found)), None)
    if last is None:
        whole = definition_of(found)
        wanted = whole.liant.extras
        return {
            "protection": wanted.get("x-protection", Wave.Protection.ANONYMOUS),
            "minimum": max(5, whole.liant.min_group),
        }
    kept = settings_of(last)
    return {name: value for name, value in kept.items() if name not in ("name", "opens_at", "closes_at", *REMINDERS)}


def promised_readers(found: Questionnaire) -> str:
    """Who reads the answers, as a ready one says of itself."""
    promised = definition_of(found).liant.extras.get("x-readers", {})
    return str(promised.get(language(), promised.get("default", "")))


def settings_of(wave: Wave) -> dict[str, Any]:
    waiting = wave.reminders.filter(done_at=None).values_list("at", flat=True)[: len(REMINDERS)]
    reminders = dict(zip(REMINDERS, waiting, strict=False))
    readers = [str(pk) for pk in wave.reader_rows.values_list("member_id", flat=True)]
    kept = {name: getattr(wave, name) for name in KEPT}
    return kept | {"has_open_link": bool(wave.link_key), "readers": readers} | reminders


def wave_page(request: HttpRequest, wave: Wave) -> dict[str, Any]:
    letters = queries.letters_of(wave)
    return {
        "wave": wave,
        "title": title_of(wave.edition.questionnaire),
        "letters": letters,
        "troubled": queries.those_to_look_at(wave),
        "open_address": open_address(wave) if wave.link_key else "",
        "embed_address": f"{open_address(wave)}?within=1" if wave.link_key and wave.can_embed else "",
        "share": round(100 * wave.answered / wave.invited) if wave.invited and not wave.link_key else None,
        "reached": reached_words(wave, letters),
        "quotas": quotas.in_words(wave, definition_of(wave.edition), language()) if wave.quotas else [],
        "reminders": wave.reminders.all(),
        "may_ask": may(member(request), "surveys.ask"),
        "publication": wave.publications.first(),
        "is_reader": not wave.is_anonymous and may(member(request), "surveys.read_named", wave),
        "has_own_result": own.has_own_result(wave, definition_of(wave.edition)),
    }


def reached_words(wave: Wave, letters: queries.Letters) -> str:
    """The rate among those whom a letter reached, where some came back."""
    reached = wave.invited - letters.refused
    if wave.link_key or not letters.refused or reached <= 0:
        return ""
    share = min(100, round(100 * wave.answered / reached))
    return _("%(share)s %% of the %(reached)s whom the letter reached") % {"share": share, "reached": reached}


def people_page(request: HttpRequest, wave: Wave) -> dict[str, Any]:
    after = request.GET.get("after", "")
    found = queries.invitations_of(wave, int(after) if after.isdecimal() and len(after) < 19 else 0)
    shown = found[: queries.SHOWN_INVITATIONS]
    names = {one["code"]: one["name"] for one in wave.groups}
    return {
        "wave": wave,
        "title": title_of(wave.edition.questionnaire),
        "people": [(one, names.get(one.group, "")) for one in shown],
        "next_url": f"?after={shown[-1].pk}" if len(found) > queries.SHOWN_INVITATIONS else "",
        "groups": wave.groups,
    }


def letter_of(wave: Wave) -> dict[str, str]:
    """The form's values: words of the letter by language."""
    return {f"{part}_{lang}": words for lang, said in wave.asking.items() for part, words in said.items()}


def letter_shown(wave: Wave) -> list[tuple[str, str, str]]:
    """(language, subject, body) of the letter as somebody named Karima would receive it; its link leads nowhere."""
    shown = []
    for lang in ("fr", "en"):
        with override(lang):
            sample = Wave.objects.select_related("edition__questionnaire").get(pk=wave.pk)
            sample.key_sealed = new_key()
            mail = letter_to(sample, Invitation(pk=0, name="Karima", address="karima@example.org", language=lang))
        shown.append((lang, str(mail.subject), str(mail.body)))
    return shown


def open_address(wave: Wave) -> str:
    if not wave.link_key:
        raise Http404
    return settings.BASE_URL + reverse("answer-open", args=[wave.link_key])


def listed_words(fresh: int, asked: int) -> str:
    if fresh == asked:
        return ngettext("%(n)s person is on the list.", "%(n)s people are on the list.", fresh) % {"n": fresh}
    return _("%(n)s new people are on the list; the others were there already.") % {"n": fresh}


def reminded_words(count: int) -> str:
    return ngettext("%(n)s letter leaves.", "%(n)s letters leave, to everyone alike.", count) % {"n": count}


KIND_WORDS = {
    "radiogroup": gettext_lazy("one answer of several"),
    "checkbox": gettext_lazy("several answers of several"),
    "rating": gettext_lazy("a scale"),
    "matrix": gettext_lazy("several things with the same answers"),
    "comment": gettext_lazy("words, freely"),
    "text": gettext_lazy("a short answer"),
    "boolean": gettext_lazy("yes or no"),
    "ranking": gettext_lazy("an order"),
    "dropdown": gettext_lazy("one answer of a long list"),
    "file": gettext_lazy("a file"),
    "html": gettext_lazy("words to read"),
}
Tree = list[tuple[dict[str, Any], str, list[dict[str, Any]]]]


def pages_of(found: Questionnaire) -> list[tuple[str, str]]:
    """(name, title) of each page."""
    lang = language()
    return [
        (one["name"], said_in(one.get("title"), lang) or _("Page %(number)s") % {"number": at})
        for at, one in enumerate(found.definition["pages"], start=1)
    ]


def build_page(found: Questionnaire) -> dict[str, Any]:
    lang = language()
    tree: Tree = []
    for page, (_name, title) in zip(found.definition["pages"], pages_of(found), strict=True):
        asked = [line_of(one, lang) for one in page.get("elements", ())]
        tree.append((page, title, asked))
    scoring = found.definition.get("x-liant", {}).get("scoring", {})
    return {
        "questionnaire": found,
        "title": title_of(found),
        "tree": tree,
        "kinds": [(kind, KIND_WORDS[kind]) for kind in KINDS],
        "dimensions": [(one["id"], said_in(one["title"], lang)) for one in scoring.get("dimensions", ())],
    }


def line_of(one: dict[str, Any], lang: str) -> dict[str, Any]:
    """A question as the builder lists it."""
    return {
        "name": one.get("name", ""),
        "label": said_in(one.get("title") or one.get("html"), lang) or one.get("name", ""),
        "kind": KIND_WORDS.get(one.get("type", ""), one.get("type", "")),
        "can_change": one.get("type") in KINDS,
        "condition": one.get("visibleIf", ""),
        "is_required": one.get("isRequired", False),
        "inside": [line_of(other, lang) for other in one.get("elements", ())],
        "rows": [(row_value(row), said_in(row.get("text"), lang) if isinstance(row, dict) else str(row)) for row in one.get("rows", ())],
    }  # fmt: skip


def bank_sources(found: Questionnaire) -> list[tuple[str, str]]:
    own = [(f"own:{one.pk}", one.title(language())) for one in queries.questionnaires() if one.pk != found.pk]
    return [*((f"ready:{one.key}", one.title) for one in ready_ones()), *own]


def bank_questions(definition: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    """(page, its questions) of another questionnaire."""
    lang = language()
    return [
        (said_in(page.get("title"), lang), [line_of(one, lang) for one in page.get("elements", ()) if one.get("name")])
        for page in definition["pages"]
    ]
