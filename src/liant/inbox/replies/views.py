"""The pages of saved replies and agreements. Each view parses, calls one query or one action, renders."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liant.accounts.asking import member
from liant.accounts.permissions import check
from liant.inbox.actions import NewerMessage, change_habits
from liant.inbox.forms import HabitsForm
from liant.inbox.models import Conversation
from liant.inbox.queries import conversation_of, undo_seconds
from liant.inbox.replies import actions, forms, pages, queries
from liant.inbox.replies.models import Approval, ApprovalRule, SavedReply, Variable
from liant.inbox.replies.remarks import on_answer
from liant.kit.lifecycle import LifecycleError
from liant.web.partial import render_page


@require_GET
def saved_replies(request: HttpRequest) -> HttpResponse:
    return render_page(request, "replies/list.html", pages.list_page(request))


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, saved_id: int | None = None) -> HttpResponse:
    """A new saved reply, or one to be changed."""
    saved = found(request, saved_id) if saved_id else None
    writer = member(request)
    check(writer, "replies.change", saved)
    form = forms.ReplyForm(request.POST or None, initial=pages.values_of(saved), member=writer, saved=saved)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if "reread" not in request.POST:
            kept = actions.save_reply(actor=writer, saved=saved, name=values["name"], hats=values["hats"],
                                      texts=form.texts(), asks=values["asks"])  # fmt: skip
            return pages.kept_reply(request, kept)
    context = {"form": form, "saved": saved, "tabs": pages.tabs(request, "replies:list"),
               "remarked": pages.remarked(form)}  # fmt: skip
    return render_page(request, "replies/write.html", context, part="saved-remarks", status=422 if form.errors else 200)


@require_POST
def read_answer(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """The remarks on an answer that is being written; nothing of it is kept."""
    reader = member(request)
    try:
        conversation = conversation_of(reader, conversation_id)
    except Conversation.DoesNotExist:
        raise Http404 from None
    check(reader, "inbox.reply", conversation)
    found = on_answer(conversation, request.POST.get("text", ""))
    return render_page(request, "replies/parts/compose-remarks.html", {"remarks": found})


@require_POST
def throw_away(request: HttpRequest, saved_id: int) -> HttpResponse:
    actions.delete_reply(actor=member(request), saved=found(request, saved_id))
    return pages.back(request, "replies:list", _("The saved reply is thrown away."))


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """A few replies to begin with."""
    actions.add_examples(actor=member(request))
    return pages.back(request, "replies:list", _("A few replies are here to begin with: make them yours."))


@require_http_methods(["GET", "POST"])
def variables(request: HttpRequest) -> HttpResponse:
    form = forms.VariableForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.save_variable(actor=member(request), name=form.cleaned_data["name"], texts=form.texts())
        return pages.back(request, "replies:variables", _("The variable is kept."))
    context = pages.variables_page(request, form)
    return render_page(request, "replies/variables.html", context, status=422 if form.errors else 200)


@require_POST
def throw_variable_away(request: HttpRequest, variable_id: int) -> HttpResponse:
    variable = Variable.objects.filter(id=variable_id).first()
    if variable is None:
        raise Http404
    actions.delete_variable(actor=member(request), variable=variable)
    return pages.back(request, "replies:variables", _("The variable is thrown away."))


@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """Which answers need someone's agreement."""
    form = forms.RuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_rule(actor=member(request), **form.cleaned_data)
        return pages.back(request, "replies:rules", _("From now on such answers wait for an agreement."))
    return render_page(
        request, "replies/rules.html", pages.rules_page(request, form), status=422 if form.errors else 200
    )


@require_POST
def take_rule_out(request: HttpRequest, agreement_rule_id: int) -> HttpResponse:
    rule = ApprovalRule.objects.filter(id=agreement_rule_id).first()
    if rule is None:
        raise Http404
    actions.remove_rule(actor=member(request), rule=rule)
    return pages.back(request, "replies:rules", _("Such answers leave without an agreement again."))


@require_http_methods(["GET", "POST"])
def habits(request: HttpRequest) -> HttpResponse:
    """For how long an answer can be taken back."""
    form = HabitsForm(request.POST or None, initial={"undo_seconds": undo_seconds()})
    if request.method == "POST" and form.is_valid():
        change_habits(actor=member(request), undo_seconds=form.cleaned_data["undo_seconds"])
        return pages.back(request, "replies:habits", _("Noted."))
    context = {"form": form, "tabs": pages.tabs(request, "replies:habits")}
    return render_page(request, "replies/habits.html", context, status=422 if form.errors else 200)


@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Answers that wait for this reader's agreement."""
    return render_page(request, "replies/waiting.html", {"approvals": queries.waiting_for(member(request))})


@require_POST
def agree(request: HttpRequest, approval_id: int) -> HttpResponse:
    approval = approval_found(request, approval_id)
    try:
        actions.approve(actor=member(request), approval=approval)
    except NewerMessage:
        return to_conversation(
            request, approval, _("This person has written since. Read it first; the answer still waits.")
        )
    except LifecycleError:
        return to_conversation(request, approval, _("Someone was quicker: look at where it stands now."))
    return to_conversation(request, approval, _("Agreed: it is on its way."))


@require_POST
def return_to_writer(request: HttpRequest, approval_id: int) -> HttpResponse:
    approval = approval_found(request, approval_id)
    form = forms.WordForm(request.POST)
    if not form.is_valid():
        return to_conversation(request, approval, _("Say in a word what is to change."))
    try:
        actions.send_back(actor=member(request), approval=approval, word=form.cleaned_data["word"])
    except LifecycleError:
        return to_conversation(request, approval, _("Someone was quicker: look at where it stands now."))
    return to_conversation(request, approval, _("Sent back to its writer, with your word."))


def found(request: HttpRequest, saved_id: int) -> SavedReply:
    saved = next((one for one in queries.saved_replies(member(request)) if one.id == saved_id), None)
    if saved is None:
        raise Http404
    return saved


def approval_found(request: HttpRequest, approval_id: int) -> Approval:
    try:
        return queries.approval_of(member(request), approval_id)
    except Approval.DoesNotExist:
        raise Http404 from None


def to_conversation(request: HttpRequest, approval: Approval, said: object) -> HttpResponse:
    messages.success(request, str(said))
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("inbox:conversation", args=[slug, approval.message.conversation_id]))
