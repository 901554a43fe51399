"""What is pointed out, hidden and shown again; the rules; which parts are open."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.accounts.settings_pages import posted
from liant.community import forms, moderation, queries
from liant.community.pages import address, asked_comment, room_tabs, the_post, to_post
from liant.kit.place import read_place, write_place
from liant.web.partial import render_page


@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: HttpRequest, post_id: int) -> HttpResponse:
    """Say that something breaks the rules, and why."""
    post = the_post(request, post_id)
    comment = asked_comment(request, post)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        moderation.flag(actor=member(request), post=post, comment=comment, **form.cleaned_data)
        messages.success(request, _("Thank you. A guardian will look at it; your name is known to them alone."))
        return to_post(request, post.pk)
    context = {"form": form, "post": post, "comment": comment, "rules": queries.arrangement().rules}
    return render_page(request, "community/flag.html", context, status=422 if form.errors else 200)


@require_safe
def guard(request: HttpRequest) -> HttpResponse:
    """What waits for a guardian, and what is hidden."""
    found = queries.open_flags(read_place(request.GET.get("after", "")))
    last = found[queries.PAGE - 1] if len(found) > queries.PAGE else None
    posts, comments = queries.hidden_things()
    context = {
        "tabs": room_tabs(request, "community:guard"),
        "flags": found[: queries.PAGE],
        "next_url": f"?after={write_place(last.at, last.pk)}" if last else "",
        "hidden_posts": posts,
        "hidden_comments": comments,
    }
    return render_page(request, "community/guard.html", context)


@require_POST
def settle(request: HttpRequest, flag_id: int) -> HttpResponse:
    """It may stay, and why."""
    found = queries.one_flag(flag_id)
    if found is None:
        raise Http404
    form = forms.ReasonForm(request.POST)
    if form.is_valid():
        moderation.settle(actor=member(request), flag=found, outcome=form.cleaned_data["reason"])
    else:
        messages.error(request, _("Say why it may stay, in a sentence."))
    return redirect(address(request, "community:guard"))


@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: HttpRequest, post_id: int) -> HttpResponse:
    post = the_post(request, post_id)
    comment = asked_comment(request, post)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        moderation.hide(actor=member(request), thing=comment or post, **form.cleaned_data)
        messages.success(request, _("It is hidden. Whoever wrote it reads your reason."))
        return redirect(address(request, "community:guard"))
    context = {"form": form, "post": post, "comment": comment}
    return render_page(request, "community/hide.html", context, status=422 if form.errors else 200)


@require_POST
def show(request: HttpRequest, post_id: int) -> HttpResponse:
    post = the_post(request, post_id)
    comment = asked_comment(request, post)
    moderation.show(actor=member(request), thing=comment or post)
    return to_post(request, post.pk, f"comment-{comment.pk}" if comment else "")


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    context = {"rules": queries.arrangement().rules, "may_arrange": may(member(request), "community.arrange")}
    return render_page(request, "community/rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request: HttpRequest) -> HttpResponse:
    """Which parts the house uses."""
    form = forms.ArrangementForm(posted(request), instance=queries.arrangement())
    if request.method == "POST" and form.is_valid():
        moderation.arrange(actor=member(request), **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect(address(request, "community:arrange"))
    return render_page(request, "community/arrange.html", {"form": form}, status=422 if form.errors else 200)
