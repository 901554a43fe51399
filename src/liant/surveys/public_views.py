"""Where people answer. A link is its own key: no account, no cookie, nothing that a search engine or another site would learn
of it. What is told to whoever answers stands at the head of the page, and holds."""

import functools
from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from liant.engines.questionnaire import Questionnaire
from liant.engines.questionnaire.answering import counted
from liant.surveys import drawing, naming, naming_ties, own, quotas, refusals, respondent, retelling, urn
from liant.surveys.models import NamedAnswer, Wave
from liant.surveys.tokens import ballot_hash, new_slip
from liant.tenancy.before_tenant import wave_of_key, wave_of_link
from liant.tenancy.context import tenant
from liant.tenancy.models import Organisation
from liant.web import limits
from liant.web.errors import too_many
from liant.web.partial import render_page
from liant.web.security import POLICY, content_security_policy

View = Callable[..., HttpResponse]
EACH_PLACE, EACH_CALLER = 30_000, 9_000  # in a minute, at a link for anyone: a whole hall may answer from one address


def private_link(view: View) -> View:
    """Not kept, not indexed, not told to the next site; the link is the key, so no cookie guards the form."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @never_cache
    @functools.wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return wrapper


@private_link
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """By a link that one person received."""
    found = wave_of_link(ballot_hash(token))
    if found is None:
        return over(request)
    organisation_id, wave_id = found
    with tenant(organisation_id):
        wave = the_wave(wave_id)
        if wave is None or wave.state != "open":
            return over(request)
        if "thanks" in request.GET:
            return thanks(request, wave)
        if wave.is_anonymous and urn.has_served(wave, token):
            return thanks(request, wave, is_before=True)
        if not wave.is_anonymous and (given_answer := naming.given_by(wave, token)):
            return given_before(request, wave, token, given_answer)
        return withdrawn(request, wave) if is_withdrawn(request) else respond(request, wave, token, token)


def is_withdrawn(request: HttpRequest) -> bool:
    return request.method != "POST" and "withdrawn" in request.GET


@private_link
def answer_open(request: HttpRequest, link_key: str) -> HttpResponse:
    """By a link for anyone. `slip` is this form's own: sent twice, it is one answer."""
    found = wave_of_key(link_key)
    if found is None:
        return over(request)
    organisation_id, wave_id = found
    caller = request.META.get("REMOTE_ADDR", "")  # counted for a minute in memory, and written nowhere
    if request.method == "POST" and limits.is_too_often(f"answers:{wave_id}", caller, EACH_CALLER, EACH_PLACE):
        return too_many(request, limits.seconds_left())
    with tenant(organisation_id):
        wave = the_wave(wave_id)
        if wave is None or wave.state != "open":
            return over(request)
        if "thanks" in request.GET:
            return embedded(thanks(request, wave), wave)
        place = request.POST.get("slip", "") or request.GET.get("go", "")
        place = place if 20 <= len(place) <= 64 else new_slip()
        if request.method == "POST" and has_more_pages(wave) and urn.form_has_served(wave, place):
            return embedded(to_thanks(request, request.GET.get("lang", "")), wave)
        return embedded(respond(request, wave, "", place), wave)


@private_link
def ask_no_more(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever was asked says that they want to be asked no more: by one button, or by their mail programme's own."""
    caller = request.META.get("REMOTE_ADDR", "")
    if limits.is_too_often("ask-no-more", caller, 30, 3000):
        return too_many(request, limits.seconds_left())
    found = refusals.read_link(token)
    if found is None:
        return over(request)
    organisation_id, address_sum = found
    with tenant(organisation_id):
        house = Organisation.objects.filter(pk=organisation_id).first()
        if house is None:
            return over(request)
        if request.method == "POST":
            refusals.refuse(organisation_id, address_sum)
        context = {"house": house, "is_done": request.method == "POST"}
        return render_page(request, "surveys/public/no_more.html", context)


def the_wave(wave_id: int) -> Wave | None:
    """With its house; what it asks is read once for each process."""
    found = Wave.objects.filter(pk=wave_id).select_related("organisation", "edition__questionnaire")
    return found.defer("edition__definition").first()


def has_more_pages(wave: Wave) -> bool:
    """A form of one page is sent at once: what was begun is kept nowhere, and sent twice it is known by itself."""
    return len(respondent.definition_of(wave.edition).pages) > 1


def respond(request: HttpRequest, wave: Wave, token: str, place: str) -> HttpResponse:
    """One page shown, or one page sent."""
    whole = respondent.definition_of(wave.edition)
    languages = known_languages(whole)
    lang = asked_language(request, languages)
    house, keeps = wave.organisation, bool(token) or has_more_pages(wave)
    with override(lang), timezone.override(ZoneInfo(house.time_zone)):
        draft = respondent.begun(wave, place) if keeps else None
        if request.method != "POST":
            asked = respondent.opened(whole, draft, lang)
        else:
            asked = respondent.sent(whole, draft.answers if draft else {}, request.POST, request.FILES, lang)
            if asked.is_given:
                return given(request, wave, token, place, asked=asked, lang=lang)
        if is_full(wave, token, place, asked.answers):
            return closed_page(request, "full")
        if request.method == "POST" and request.POST.get("move") != "look" and keeps:
            respondent.keep(wave, place, asked.answers, asked.number, lang)
        context = {
            "house": house, "wave": wave, "asked": asked, "title": wave.edition.questionnaire.title(lang), "slip": "" if token else place,
            "about": whole.description.in_language(lang) if whole.description else "", "languages": [(code, dict(settings.LANGUAGES)[code]) for code in languages], "lang": lang,
            "groups": wave.groups, "can_go_on": bool(token) or asked.number > 1, "within": "within" in request.GET,
            "has_own_result": own.has_own_result(wave, whole),
        }  # fmt: skip
        status = 422 if asked.has_errors else 200
        page = render_page(request, "surveys/public/answer.html", context, part="asked", status=status)
        page["Content-Language"] = lang
        return page


def is_full(wave: Wave, token: str, place: str, answers: Mapping[str, Any]) -> bool:
    """Told as soon as it is known, rather than once all was answered; nothing of it stays."""
    if not quotas.has_limits(wave):
        return False
    try:
        quotas.refuse_what_is_full(wave, answers, naming.group_of(wave, token))
    except quotas.Full:
        respondent.forget(wave, place)
        return True
    return False


def given(
    request: HttpRequest, wave: Wave, token: str, place: str, *, asked: respondent.Asked, lang: str
) -> HttpResponse:
    answers = counted(asked.whole, asked.answers)
    try:
        naming.take(wave=wave, token=token, slip=place, answers=answers, language=lang)
        if token or has_more_pages(wave):
            respondent.forget(wave, place)
    except urn.AlreadyAnswered:
        pass  # the same form, sent twice: it is there
    except quotas.Full:
        respondent.forget(wave, place)
        return closed_page(request, "full")
    except urn.NotOpen:
        return over(request)
    else:
        ties = naming_ties.ties_of(asked.whole, answers, lang)
        if own.has_own_result(wave, asked.whole):
            return thanks(request, wave, mine=own.result_of(asked.whole, answers, lang), ties=ties)
        if ties and wave.shows_own_result:
            return thanks(request, wave, ties=ties)
    return to_thanks(request, lang)


def to_thanks(request: HttpRequest, lang: str) -> HttpResponse:
    query = "&within=1" if "within" in request.GET else ""
    return HttpResponseRedirect(f"{request.path}?thanks=1&lang={lang}{query}")


def thanks(
    request: HttpRequest,
    wave: Wave,
    *,
    is_before: bool = False,
    mine: own.OwnResult | None = None,
    ties: naming_ties.Ties | None = None,
) -> HttpResponse:
    """`mine`, `ties`: one's own result, in the answer to the form alone: it is kept nowhere, and stands at no address."""
    whole = respondent.definition_of(wave.edition)
    lang = asked_language(request, known_languages(whole))
    with override(lang):
        context = {
            "house": wave.organisation, "wave": wave, "is_before": is_before, "mine": mine, "ties": ties, "title": wave.edition.questionnaire.title(lang),
            "words": drawing.cleaned(whole.completed_html.in_language(lang)) if whole.completed_html else "",
        }  # fmt: skip
        page = render_page(request, "surveys/public/thanks.html", context)
    page["Content-Language"] = lang
    if wave.is_kiosk and not is_before:
        page["Refresh"] = f"{90 if mine else 8}; url={request.path}?lang={lang}"
    return page


def given_before(request: HttpRequest, wave: Wave, token: str, found: NamedAnswer) -> HttpResponse:
    """A named link that served: the person sees what they answered, and may take it back while it is open."""
    whole = respondent.definition_of(wave.edition)
    lang = asked_language(request, known_languages(whole))
    if request.method == "POST" and request.POST.get("move") == "withdraw":
        naming.withdraw(wave=wave, token=token)
        return HttpResponseRedirect(f"{request.path}?withdrawn=1&lang={lang}")
    if request.method == "POST":
        return to_thanks(request, lang)  # the same form, sent again
    with override(lang):
        context = {
            "house": wave.organisation, "wave": wave, "title": wave.edition.questionnaire.title(lang), "lang": lang,
            "said": retelling.in_words(whole, found.answers, lang, naming_ties.names_of(whole)),
            "ties": naming_ties.ties_of(whole, found.answers, lang) if wave.shows_own_result else None,
            "mine": own.result_of(whole, found.answers, lang) if own.has_own_result(wave, whole) else None,
        }  # fmt: skip
        page = render_page(request, "surveys/public/given.html", context)
    page["Content-Language"] = lang
    return page


def withdrawn(request: HttpRequest, wave: Wave) -> HttpResponse:
    lang = asked_language(request, known_languages(respondent.definition_of(wave.edition)))
    with override(lang):
        context = {"house": wave.organisation, "title": wave.edition.questionnaire.title(lang), "lang": lang}
        return render_page(request, "surveys/public/withdrawn.html", context)


def over(request: HttpRequest) -> HttpResponse:
    """Unknown, not open yet, or closed: the three look alike."""
    return closed_page(request, "over")


def closed_page(request: HttpRequest, why: str) -> HttpResponse:
    return render_page(request, "surveys/public/over.html", {"why": why}, status=410)


def known_languages(whole: Questionnaire) -> list[str]:
    """Those of Liant in which the title is said."""
    said = whole.title.languages() if whole.title else frozenset[str]()
    known = [code for code, _name in settings.LANGUAGES]
    return [code for code in known if code in said or (code == "en" and "default" in said)] or known


def asked_language(request: HttpRequest, languages: list[str]) -> str:
    wanted = request.GET.get("lang") or request.POST.get("lang") or (get_language() or "")[:2]
    return wanted if wanted in languages else languages[0]


def embedded(response: HttpResponse, wave: Wave) -> HttpResponse:
    """In a page of another site, where the house lets it."""
    if wave.can_embed:
        closed, open_ = f"frame-ancestors {POLICY['frame-ancestors']}", "frame-ancestors *"
        response["Content-Security-Policy"] = content_security_policy().replace(closed, open_)
        response["X-Frame-Options"] = ""  # the policy says it
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
