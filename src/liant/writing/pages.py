"""What the pages of this room show, gathered."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liant.accounts.asking import member
from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.accounts.roles import Role
from liant.audit.queries import entries_about
from liant.channels.models import Channel
from liant.kit.place import read_place, write_place
from liant.web.pieces import Tab
from liant.web.remarks import underlined
from liant.writing import forms, offers, queries, remarks, rhythm
from liant.writing.history import Change
from liant.writing.models import Campaign, Piece, Step, Topic, Version
from liant.writing.networks import count_in_words, network_of
from liant.writing.rules import lengths

STATES = [
    ("", _("all")),
    ("draft", _("being written")),
    ("in_review", _("waiting for an agreement")),
    ("approved", _("agreed")),
    ("scheduled", _("planned")),
    ("published", _("published")),
    ("withdrawn", _("withdrawn")),
]
FIELDS = {
    "title": _("Title"),
    "body": _("Text"),
    "link": _("Link"),
    "first_comment": _("First comment"),
    "thread": _("The rest of the thread"),
}
LESSON_STATES = {"published", "withdrawn"}


def the_piece(piece_id: int) -> Piece:
    found = queries.one_piece(piece_id)
    if found is None:
        raise Http404
    return found


def the_version(request: HttpRequest, piece_id: int) -> tuple[Piece, Version]:
    """The version that the address names, else the first."""
    piece = the_piece(piece_id)
    asked = request.GET.get("version", "")
    versions = queries.versions_of(piece) or list(piece.versions.all())
    if not versions:
        raise Http404
    version = next((one for one in versions if str(one.pk) == asked), versions[0])
    version.piece = piece
    return piece, version


def to_piece(request: HttpRequest, piece: Piece, version: Version | None = None) -> HttpResponse:
    slug = request.organisation.slug  # type: ignore[attr-defined]
    address = reverse("writing:edit", kwargs={"organisation_slug": slug, "piece_id": piece.pk})
    return HttpResponseRedirect(f"{address}?version={version.pk}" if version else address)


def room_tabs(request: HttpRequest, current: str) -> list[Tab]:
    """The pages of this room and of those within it that the reader may open."""
    slug = request.organisation.slug  # type: ignore[attr-defined]
    known = [
        offers.RoomTab("writing:list", _("Pieces"), "writing.read", 10),
        offers.RoomTab("writing:lessons", _("What pieces taught"), "writing.read", 80),
        offers.RoomTab("writing:arrange", _("Topics and campaigns"), "writing.read", 90),
        *offers.tabs(),
    ]
    return [
        Tab(reverse(one.url_name, kwargs={"organisation_slug": slug, **one.kwargs}), one.label, one.url_name == current)
        for one in sorted(known, key=lambda one: one.order)
        if may(member(request), one.needs)
    ]


def list_page(request: HttpRequest) -> dict[str, Any]:
    known = {name: request.GET.get(name, "")[:18] for name in queries.Filters.__dataclass_fields__}
    filters = queries.Filters(**known)
    found = queries.piece_list(filters, before=read_place(request.GET.get("after", "")))
    last = found[queries.PAGE - 1] if len(found) > queries.PAGE else None
    values = request.GET.copy()
    values.pop("after", None)
    if last:
        values["after"] = write_place(last.changed_at, last.pk)
    return {
        "tabs": room_tabs(request, "writing:list"),
        "pieces": found[: queries.PAGE],
        "filters": filters,
        "states": STATES,
        "topics": Topic.objects.filter(is_over=False),
        "campaigns": Campaign.objects.filter(is_over=False),
        "next_url": f"?{values.urlencode()}" if last else "",
        "steps": queries.steps_for(member(request)),
        "over_list": offers.sections(offers.LIST, request),
    }


def arrange_page(request: HttpRequest) -> dict[str, Any]:
    return {
        "tabs": room_tabs(request, "writing:arrange"),
        "topics": Topic.objects.all(),
        "campaigns": Campaign.objects.all(),
        "shelves": {of: rhythm.shelf_of(of) for of in ("topic", "campaign")},
        "topic_form": forms.TopicForm(),
        "campaign_form": forms.CampaignForm(),
    }


def place_of(word: str) -> tuple[str, Channel | None]:
    """ "bluesky#12" → its network and its channel."""
    key, _hash, channel_id = word.partition("#")
    return key, Channel.objects.filter(pk=int(channel_id)).first() if channel_id.isdecimal() else None


def may_write(request: HttpRequest, piece: Piece, version: Version) -> bool:
    """What is published is corrected by whoever may agree; what was withdrawn is taken up first."""
    if version.state == "withdrawn" or not may(member(request), "writing.write", piece):
        return False
    return version.state != "published" or may(member(request), "writing.correct", piece)


def words_form(version: Version, data: Any = None, *, may_write: bool = True) -> forms.WordsForm:
    form = forms.WordsForm(data, on=network_of(version), initial=forms.words_as_typed(version))
    if not may_write:
        for field in form.fields.values():
            field.disabled = True
    return form


def version_tabs(request: HttpRequest, piece: Piece, current: Version, page: str = "writing:edit") -> list[Tab]:
    slug = request.organisation.slug  # type: ignore[attr-defined]
    address = reverse(page, kwargs={"organisation_slug": slug, "piece_id": piece.pk})
    versions = queries.versions_of(piece)
    spoken = {one.language for one in versions}
    return [
        Tab(f"{address}?version={one.pk}", tab_words(one, say_language=len(spoken) > 1), one.pk == current.pk)
        for one in versions
    ]


def tab_words(version: Version, *, say_language: bool) -> str:
    on = network_of(version)
    name = version.channel.name if version.channel else str(on.label)
    told = [name, version.language if say_language else "", count_in_words(version.body, on) or str(on.hint)]
    return " · ".join(part for part in told if part)


def words_now(version: Version, form: forms.WordsForm) -> dict[str, Any]:
    """The words as they stand in the form, also before they are kept."""
    words = {name: getattr(version, name) for name in ("title", "body", "thread", "first_comment", "link")}
    if form.is_bound and form.is_valid():
        words.update({name: value for name, value in form.cleaned_data.items() if name != "edition"})
    return words


def piece_page(request: HttpRequest, piece: Piece, version: Version, form: forms.WordsForm) -> dict[str, Any]:
    media, words = queries.media_of(piece), words_now(version, form)
    found = remarks.read(piece, version, media, queries.kept_remarks_of(piece), words)
    steps = queries.steps_of(piece)
    reader = member(request)
    return {
        "piece": piece,
        "version": version,
        "on": network_of(version),
        "versions": version_tabs(request, piece, version),
        "form": form,
        "fields": [bound for bound in form.visible_fields() if bound.name not in ("title", "body")],
        "may_write": may_write(request, piece, version),
        "media": media,
        "remarks": [one for one in found if one.number is not None],
        "kept": [one for one in found if one.number is None],
        "counts": counts_of(version, words),
        "stretches": underlined(words["body"], remarks.of_body(found)),
        "lead": lead_of(piece),
        "ask_words": ask_words(piece),
        "comments": queries.comments_of(piece),
        "lessons": piece.lessons.select_related("author") if piece.state in LESSON_STATES else [],
        "is_finished": piece.state in LESSON_STATES,
        "audit": entries_about(piece, limit=15),
        **agreement(piece, steps, reader),
        **side_forms(request, piece),
        "beside": offers.sections(offers.BESIDE, request, piece, version),
        "under": offers.sections(offers.UNDER, request, piece, version),
        "where": offers.sections(offers.WHERE, request, piece, version),
    }


def side_forms(request: HttpRequest, piece: Piece) -> dict[str, Any]:
    return {
        "comment_form": forms.CommentForm(initial={"about": request.GET.get("about", "")[:300]}, auto_id="comment_%s"),
        "refuse_form": forms.RefuseForm(),
        "lesson_form": forms.LessonForm(),
        "medium_form": forms.MediumForm(),
        "place_form": forms.PlaceForm(initial={"language": piece.organisation.language}),
    }


def agreement(piece: Piece, steps: Sequence[Step], reader: Member) -> dict[str, Any]:
    """The steps that were asked for, and the one that waits for this reader."""
    waiting = next((one for one in steps if one.decision == Step.Decision.WAITING), None)
    if waiting is not None:
        waiting.piece = piece
    is_mine = piece.state == "in_review" and waiting is not None and may(reader, "writing.approve", waiting)
    return {"steps": [(one, who_agrees(one)) for one in steps], "step_for_me": waiting if is_mine else None}


def who_agrees(step: Step) -> str:
    if step.decided_by:
        return step.decided_by.name
    if step.member:
        return step.member.name
    return str(Role(step.role).label) if step.role else gettext("whoever may agree")


def ask_words(piece: Piece) -> str:
    """The button that asks: by name, where the policy names somebody."""
    first = next(iter(offers.house_rules(piece).steps), None)
    named = Member.objects.filter(pk=first.member_id).first() if first and first.member_id else None
    if named:
        return gettext("Ask for the agreement of %(name)s") % {"name": named.name}
    return gettext("Ask for the agreement")


def lead_of(piece: Piece) -> str:
    """Where it stands, in a sentence."""
    if piece.state == "in_review":
        return gettext("It waits for an agreement. If you change a word, it will have to be asked for again.")
    if piece.state in ("approved", "scheduled"):
        return gettext("It is agreed to. If you change a word, it will have to be asked for again.")
    if piece.state == "published":
        return gettext("It is published. What you change is a correction, and follows it wherever it can.")
    if piece.state == "withdrawn":
        return gettext("It was withdrawn.")
    return gettext("Write; what your readers could stumble on is said beside the words.")


def counts_of(version: Version, words: dict[str, Any]) -> list[dict[str, Any]]:
    """How long each part is, as its network counts."""
    on = network_of(version)
    if on.limit is None:
        return []
    typed = Version(body=words["body"], thread=words["thread"], link=words["link"])
    return [
        {"place": place, "size": size, "limit": on.limit, "is_over": size > on.limit}
        for place, size in enumerate(lengths(typed, on), start=1)
    ]


def compared_in_words(found: Sequence[tuple[str, list[Change]]]) -> list[tuple[Any, list[Change]]]:
    return [(FIELDS[name], changes) for name, changes in found]
