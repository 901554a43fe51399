"""What the templates of saved replies and agreements are given."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.inbox.replies import queries
from liant.inbox.replies.forms import LANGUAGES, ReplyForm
from liant.inbox.replies.models import SavedReply, Variable
from liant.inbox.replies.remarks import on_saved
from liant.web.pieces import Tab
from liant.web.remarks import Remark

TABS = (
    ("replies:list", _("Saved replies"), "replies.see"),
    ("replies:variables", _("Variables"), "replies.change"),
    ("replies:rules", _("Agreements"), "replies.govern"),
    ("replies:habits", _("Habits"), "inbox.govern"),
)


def tabs(request: HttpRequest, current: str) -> list[Tab]:
    slug = request.organisation.slug  # type: ignore[attr-defined]
    reader = member(request)
    return [
        Tab(reverse(name, args=[slug]), label, name == current) for name, label, needs in TABS if may(reader, needs)
    ]


def list_page(request: HttpRequest) -> dict[str, Any]:
    reader = member(request)
    rows = [(saved, may(reader, "replies.change", saved)) for saved in queries.saved_replies(reader)]
    return {
        "tabs": tabs(request, "replies:list"),
        "rows": rows,
        "may_write": may(reader, "replies.change"),
        "may_begin": may(reader, "replies.govern"),
    }


def variables_page(request: HttpRequest, form: Any) -> dict[str, Any]:
    return {"tabs": tabs(request, "replies:variables"), "variables": list(Variable.objects.all()[:200]), "form": form}


def rules_page(request: HttpRequest, form: Any) -> dict[str, Any]:
    return {"tabs": tabs(request, "replies:rules"), "rules": queries.rules(), "form": form}


def values_of(saved: SavedReply | None) -> dict[str, Any]:
    """What the form begins with."""
    if saved is None:
        return {}
    return {"name": saved.name, "hats": saved.hats, "asks": ", ".join(saved.asks), **saved.texts}


def remarked(form: ReplyForm) -> list[tuple[Any, str, list[Remark]]]:
    """What the lint says of the words in the form, by language: label, beginning of ids, remarks."""
    texts = {language: str(form[language].value() or "") for language in LANGUAGES}
    return [(LANGUAGES[language], f"{language}-remark", found) for language, found in on_saved(texts).items()]


def kept_reply(request: HttpRequest, saved: SavedReply) -> HttpResponse:
    """Back to the list; where the lint has something to say of it, to the words themselves."""
    if not on_saved(saved.texts):
        return back(request, "replies:list", _("The saved reply is kept."))
    messages.success(request, _("The saved reply is kept. There is something to look at in its words."))
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("replies:write", args=[slug, saved.pk]))


def back(request: HttpRequest, name: str, said: Any) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(reverse(name, args=[request.organisation.slug]))  # type: ignore[attr-defined]
