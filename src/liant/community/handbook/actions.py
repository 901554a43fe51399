"""Every change to the handbook. Who wrote which words stands in the page's own history."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.community import notices
from liant.community.handbook.models import Opinion, Page, Revision
from liant.community.handbook.queries import due
from liant.community.handbook.rules import within
from liant.community.models import Notice
from liant.kit import clock


class ChangedMeanwhile(Exception):
    """Somebody wrote another revision since this one was opened."""


class InACircle(Exception):
    """A page can't stand under itself, nor under one of those below it."""


def write(*, actor: Member, title: str, body: str, parent: Page | None = None, owner: Member | None = None,
          review_on: date | None = None, note: str = "") -> Page:  # fmt: skip
    """A new page; whoever writes it looks after it, unless somebody else is named."""
    check(actor, "handbook.write")
    with transaction.atomic():
        page = Page.objects.create(
            parent=parent, title=title.strip(), body=body.strip(), owner=owner or actor, review_on=review_on,
            changed_at=clock.now(),
        )  # fmt: skip
        _keep(actor, page, note)
    return page


def change(*, actor: Member, page: Page, seen: int, title: str, body: str, parent: Page | None, owner: Member | None,
           review_on: date | None, note: str = "") -> Page:  # fmt: skip
    """`seen`: the revision that was opened. Raises ChangedMeanwhile, InACircle."""
    check(actor, "handbook.write")
    with transaction.atomic():
        page = Page.objects.select_for_update().get(pk=page.pk)
        if page.revision != seen:
            raise ChangedMeanwhile
        if parent is not None and parent.pk in within(page.pk, Page.objects.defer("body")):
            raise InACircle
        has_new_words = (page.title, page.body) != (title.strip(), body.strip())
        page.title, page.body, page.parent = title.strip(), body.strip(), parent
        page.owner, page.review_on = owner, review_on
        if has_new_words:
            page.revision, page.changed_at = seen + 1, clock.now()
        page.save()
        if has_new_words:
            _keep(actor, page, note)
    return page


def restore(*, actor: Member, page: Page, revision: Revision, note: str) -> Page:
    """The words of an earlier revision become the newest one; nothing in between is lost."""
    check(actor, "handbook.write")
    with transaction.atomic():
        page = Page.objects.select_for_update().get(pk=page.pk)
        page.title, page.body = revision.title, revision.body
        page.revision, page.changed_at = page.revision + 1, clock.now()
        page.save(update_fields=["title", "body", "revision", "changed_at"])
        _keep(actor, page, note)
    return page


def _keep(actor: Member, page: Page, note: str) -> Revision:
    return Revision.objects.create(
        page=page, number=page.revision, title=page.title, body=page.body, author=actor, at=page.changed_at,
        note=note.strip(),
    )  # fmt: skip


def still_right(*, actor: Member, page: Page, review_on: date | None) -> None:
    """Read again, and nothing to change: until when."""
    check(actor, "handbook.write")
    Page.objects.filter(pk=page.pk).update(review_on=review_on)


def put_away(*, actor: Member, page: Page) -> None:
    """Out of the tree and of the search, with all its revisions; it can be brought back."""
    check(actor, "handbook.put_away", page)
    with transaction.atomic():
        Page.objects.filter(pk=page.pk).update(away_at=clock.now())
        record(actor, "handbook.put_away", page)


def bring_back(*, actor: Member, page: Page) -> None:
    check(actor, "handbook.put_away", page)
    with transaction.atomic():
        Page.objects.filter(pk=page.pk).update(away_at=None)
        record(actor, "handbook.bring_back", page)


def say_whether_useful(*, actor: Member, page: Page, is_useful: bool, words: str = "") -> None:
    """Kept without a name, a day or an hour: the actor is asked whether they may, and not kept."""
    check(actor, "handbook.read")
    month = timezone.localdate(clock.now()).replace(day=1)
    Opinion.objects.create(page=page, is_useful=is_useful, words=words.strip(), month=month)


def tell_owners(*, day: date) -> None:
    """Whoever looks after a page that is due is told, once for each day that was set."""
    with transaction.atomic():
        for page in due(day):
            if page.owner is None or (page.review_told_on and page.review_on and page.review_told_on >= page.review_on):
                continue
            Page.objects.filter(pk=page.pk).update(review_told_on=page.review_on)
            notices.tell(
                member=page.owner, kind=Notice.Kind.PAGE, by=None, subject=page.title, url_name="handbook:page",
                url_values={"page_id": page.pk},
            )  # fmt: skip
