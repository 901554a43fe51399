"""The words by which a reader learns what became of their comment."""

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from liant.writing.journal.models import ReaderComment
from liant.writing.journal.site import Site


def mail_about(here: Site, comment: ReaderComment, answer: ReaderComment | None) -> EmailMessage:
    """In the language of the page, from the house."""
    page = here.of_piece(comment.piece, comment.language)
    with override(comment.language):
        subject = _("Your comment, %(title)s") % {"title": comment.piece.title}
        words = {"comment": comment, "answer": answer, "page": page, "rules": here.rules, "name": here.name}
        body = render_to_string("journal/mail/comment.txt", words).strip() + "\n"
    return EmailMessage(
        " ".join(f"{here.name} · {subject}".split()),
        body,
        to=[comment.mail],
        headers={"Auto-Submitted": "auto-generated"},
    )
