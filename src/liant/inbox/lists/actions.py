"""Every change to kept views and to the labels themselves."""

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.inbox.lists.models import SavedView
from liant.inbox.lists.queries import kept
from liant.inbox.models import ConversationLabel, Label
from liant.inbox.queries import Filters


def keep_view(*, actor: Member, name: str, filters: Filters, is_shared: bool) -> SavedView:
    """Under a name that is there already, the choices are replaced."""
    check(actor, "lists.share" if is_shared else "lists.keep")
    with transaction.atomic():
        view, _is_new = SavedView.objects.update_or_create(
            name=name.strip(), owner=None if is_shared else actor, defaults={"filters": kept(filters)}
        )
        if is_shared:
            record(actor, "lists.share", view, name=view.name)
    return view


def drop_view(*, actor: Member, view: SavedView) -> None:
    check(actor, "lists.drop", view)
    with transaction.atomic():
        if view.owner_id is None:
            record(actor, "lists.drop", view, name=view.name)
        view.delete()


def rename_label(*, actor: Member, label: Label, name: str) -> Label:
    """Under a name that another label has, the two become one."""
    check(actor, "lists.labels")
    name = name.strip()
    with transaction.atomic():
        other = Label.objects.filter(name=name).exclude(id=label.id).first()
        if other is None:
            record(actor, "lists.rename_label", label, name=label.name, to=name)
            label.name = name
            label.save(update_fields=["name"])
            return label
        already = ConversationLabel.objects.filter(label=other).values("conversation_id")
        ConversationLabel.objects.filter(label=label).exclude(conversation_id__in=already).update(label=other)
        record(actor, "lists.join_labels", other, name=label.name, to=other.name)
        label.delete()
    return other


def delete_label(*, actor: Member, label: Label) -> None:
    check(actor, "lists.labels")
    with transaction.atomic():
        record(actor, "lists.delete_label", label, name=label.name)
        label.delete()
