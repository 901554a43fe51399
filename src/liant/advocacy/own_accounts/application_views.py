"""What whoever leads the programme enters so that experts may connect accounts where a network wants an application of the house. Who
connected one is not to be seen here, nor how many."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from liant.accounts.asking import member
from liant.advocacy import between
from liant.advocacy.own_accounts import actions, agreements, queries
from liant.advocacy.own_accounts.forms import ApplicationForm
from liant.advocacy.own_accounts.views import known_connector, to
from liant.channels.kinds import said
from liant.connectors import registry
from liant.web.partial import render_page


@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    return shown(request, {})


@require_POST
def save(request: HttpRequest, network: str) -> HttpResponse:
    connector = wanting(network)
    form = ApplicationForm(request.POST, connector=connector, known=queries.applications().get(network))
    if not form.is_valid():
        return shown(request, {network: form})
    actions.save_application(actor=member(request), network=network, **form.values())
    messages.success(request, _("Kept. Experts may now connect their accounts there, if they want to."))
    return to(request, "applications")


@require_POST
def remove(request: HttpRequest, network: str) -> HttpResponse:
    wanting(network)
    actions.remove_application(actor=member(request), network=network)
    messages.success(request, _("Removed. Nothing leaves by it any more."))
    return to(request, "applications")


def shown(request: HttpRequest, forms: Mapping[str, ApplicationForm]) -> HttpResponse:
    known = queries.applications()
    rows = [row_of(key, known.get(key), forms.get(key)) for key in networks()]
    context = {
        "tabs": between.tabs(request, "own_accounts:applications"),
        "rows": rows,
        "address": agreements.address_back(request),
    }
    return render_page(request, "own_accounts/applications.html", context, status=422 if forms else 200)


def row_of(network: str, known: Any, form: ApplicationForm | None) -> dict[str, Any]:
    own = registry.own(network)
    return {
        "key": network,
        "label": said(own.label),
        "known": known,
        "form": form or ApplicationForm(connector=own, known=known),
        "is_open": form is not None,
        "steps": [{"text": said(step.text), "gives_address": step.gives_address} for step in own.guide.steps],
        "refuses": [said(sentence) for sentence in own.guide.refuses],
        "sources": own.guide.sources,
    }


def networks() -> list[str]:
    return [key for key in registry.OWN_ACCOUNTS if registry.own(key).needs_application]


def wanting(network: str) -> Any:
    """A network that wants an application of the house; 404 for any other."""
    connector = known_connector(network)
    if not connector.needs_application:
        raise Http404
    return connector
