"""Connecting a channel and changing its settings: one form, tried out before anything is kept.

The connector is asked outside any transaction; the database is opened for each piece of work.
"""

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from liant.channels import agreeing, annexes, drafts, shapes
from liant.channels.actions import change_channel, connect_channel
from liant.channels.forms import COLUMN, ChannelForm
from liant.channels.kinds import kind_of, said
from liant.channels.models import Channel
from liant.channels.phrases import in_words
from liant.connectors.contract import (
    Account,
    Connector,
    ConnectorError,
    Json,
    LearnsSettings,
    ListedChannel,
    Misconfigured,
    Preview,
    Previews,
    ReadsLists,
    Temporary,
)
from liant.kit import secrets
from liant.tenancy.context import tenant
from liant.web.partial import render_page

MOST_LISTED = 300


@dataclass(frozen=True)
class Tried:
    """What came of a test: what was found, or what went wrong; what would be brought in, where that can be told. `as_in`:
    the channel whose choice of columns is proposed. `learned`: settings that the other side told."""

    found: str = ""
    error: ConnectorError | None = None
    preview: Preview | None = None
    as_in: str = ""
    learned: Json = field(default_factory=dict)

    @property
    def problem(self) -> str:
        return in_words(str(self.error)) if self.error else ""

    @property
    def may_pass(self) -> bool:
        """The other side does not answer just now: the settings may be right all the same."""
        return isinstance(self.error, Temporary)


def try_out(connector: Connector, account: Account) -> Tried:
    """Ask the other side, outside any transaction."""
    preview = None
    try:
        if isinstance(connector, Previews):
            preview = connector.preview(account)
        found = in_words(connector.check(account))
        learned = connector.learned(account) if isinstance(connector, LearnsSettings) else {}
        return Tried(found=found, preview=preview, learned=learned)
    except ConnectorError as error:
        return Tried(error=error, preview=preview)


def answer_form(request: HttpRequest, connector: Connector, channel: Channel | None = None) -> HttpResponse:
    """Test, or keep: whatever is wrong, everything typed stays."""
    organisation_id = request.organisation.id  # type: ignore[attr-defined]
    draft = drafts.take_in(request, connector, organisation_id)
    form = ChannelForm(request.POST, connector=connector, draft=draft, channel=channel)
    if not form.is_valid():
        return show(request, form, status=422)
    if agreeing.is_needed(form):
        return agreeing.begin(request, form)
    account = form.account()
    if channel is not None:
        with tenant(organisation_id):
            account.on_renew = annexes.furnished(channel).on_renew
    tried = try_out(connector, account)
    if known := shapes.known(form, tried.preview, organisation_id):
        account.settings[form.columns_setting] = known.lines
        tried = replace(try_out(connector, account), as_in=known.channel_name)
    act = request.POST.get("act", "keep")
    if act == "test" or tried.as_in or (tried.error and not (act == "anyway" and tried.may_pass)):
        if isinstance(tried.error, Misconfigured):
            form.fault(tried.error.field, tried.problem)
        return show(request, form, tried, status=422 if tried.error else 200)
    with tenant(organisation_id):
        kept = store(request, form, account, tried)
    drafts.forget(request, draft)
    return HttpResponseRedirect(reverse("channels:channel", args=[request.organisation.slug, kept.id]))  # type: ignore[attr-defined]


def store(request: HttpRequest, form: ChannelForm, account: Account, tried: Tried) -> Channel:
    """Inside the organisation: the new channel, or the changed one. Tokens that the test brought are kept."""
    actor, channel = request.member, form.channel  # type: ignore[attr-defined]
    values: dict[str, Any] = {"name": form.cleaned_data["name"], "default_hat": form.cleaned_data["default_hat"]}
    if account.remembered != form.remembered_before:  # an older token never takes the place of a newer one
        values["remembered"] = secrets.seal_json(account.remembered)
    settings = {**form.settings_given(), **tried.learned, **shapes.remembered(form, tried.preview)}
    secret = form.draft.secret
    if channel is None:
        channel = connect_channel(actor=actor, kind=form.connector.kind, settings=settings, secret=secret, **values)
        messages.success(request, _("%(name)s is connected. Liant begins to listen.") % {"name": channel.name})
        return channel
    replaced = [form.known[name] for name in form.draft.files if form.known.get(name)]
    change_channel(actor=actor, channel=channel, settings=settings, secret=secret, **values)
    for path in replaced:
        drafts.remove_file(path, channel.organisation_id)
    messages.success(request, _("The settings of %(name)s are kept.") % {"name": channel.name})
    return channel


def show(request: HttpRequest, form: ChannelForm, tried: Tried | None = None, status: int = 200) -> HttpResponse:
    connector = form.connector
    context = {
        "form": form,
        "kind": kind_of(connector.kind),
        "channel": form.channel,
        "draft": form.draft,
        "tried": tried,
        "unreadable": [in_words(said) for said in tried.preview.unreadable] if tried and tried.preview else [],
        "previews": isinstance(connector, Previews),
        "has_file": any(setting.kind == "file" for setting in connector.settings),
        "goes_on": agreeing.is_asked(connector, form.channel),
        **columns_of(form, tried),
    }
    with tenant(request.organisation.id):  # type: ignore[attr-defined]
        context["guide"] = agreeing.guide(request, connector)
        return render_page(request, "channels/form.html", context, status=status)


def columns_of(form: ChannelForm, tried: Tried | None) -> dict[str, Any]:
    """The choice of a column for each field, once the source could be looked into; what was chosen stays chosen."""
    preview = tried.preview if tried else None
    if preview is None or not preview.columns:
        return {"kept_columns": [(COLUMN + name, column) for name, column in form.columns_chosen()]}
    rows = [
        {
            "name": COLUMN + name,
            "label": said(label),
            "options": [(column, column == preview.mapping.get(name)) for column in preview.columns],
            "is_chosen": name in preview.mapping,
        }
        for name, label in preview.fields
    ]
    return {
        "columns": [row for row in rows if row["is_chosen"]],
        "other_columns": [r for r in rows if not r["is_chosen"]],
    }


def read_list(request: HttpRequest, connector: ReadsLists) -> HttpResponse:
    """First the file, then which of the channels it names are wanted."""
    organisation_id = request.organisation.id  # type: ignore[attr-defined]
    draft = drafts.take_in(request, connector, organisation_id)  # type: ignore[arg-type]
    if request.POST.get("act") == "take":
        return take_listed(request, connector, draft)
    problem, upload = "", request.FILES.get("list")
    try:
        listed = connector.read_list(upload.read(5_000_000)) if upload else ()
        draft.listed = [asdict(one) for one in listed[:MOST_LISTED]]
        problem = "" if listed else _("Choose a file that names at least one channel.")
    except ConnectorError as error:
        problem = in_words(str(error))
    drafts.keep(request, draft, connector, organisation_id)  # type: ignore[arg-type]
    return show_list(request, connector, draft, problem)


def take_listed(request: HttpRequest, connector: Any, draft: drafts.Draft) -> HttpResponse:
    """Each one chosen becomes a channel, under the same rules as the form; those that break them are named."""
    chosen = {int(index) for index in request.POST.getlist("chosen") if index.isdigit()}
    wanted = [ListedChannel(**one) for index, one in enumerate(draft.listed) if index in chosen]
    made, refused = 0, []
    with tenant(request.organisation.id):  # type: ignore[attr-defined]
        for one in wanted:
            settings = {drafts.PREFIX + name: value for name, value in one.settings.items()}
            data = {"name": one.name[:120], "default_hat": request.POST.get("default_hat", ""), **settings}
            form = ChannelForm(data, connector=connector, draft=drafts.Draft())
            if form.is_valid():
                connect_channel(
                    actor=request.member,  # type: ignore[attr-defined]
                    kind=connector.kind,
                    name=form.cleaned_data["name"],
                    settings=form.settings_given(),
                    secret={},
                    default_hat=form.cleaned_data["default_hat"],
                )
                made += 1
            else:
                refused.append(one.name)
    if not made:
        return show_list(request, connector, draft, _("Choose at least one."))
    drafts.forget(request, draft)
    messages.success(request, _("%(count)s channels are connected. Liant begins to listen.") % {"count": made})
    if refused:
        messages.warning(request, _("These could not be connected: %(names)s.") % {"names": ", ".join(refused)})
    return HttpResponseRedirect(reverse("channels:list", args=[request.organisation.slug]))  # type: ignore[attr-defined]


def show_list(request: HttpRequest, connector: Any, draft: drafts.Draft, problem: str) -> HttpResponse:
    context = {
        "kind": kind_of(connector.kind),
        "draft": draft,
        "listed": list(enumerate(draft.listed)),
        "problem": problem,
        "form": ChannelForm(connector=connector, draft=drafts.Draft()),
    }
    with tenant(request.organisation.id):  # type: ignore[attr-defined]
        return render_page(request, "channels/listed.html", context, status=422 if problem else 200)
