"""Others are told of what changed: the pages that a piece links to, one job for each, the hub of the feeds, and
readers who gave an address."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from procrastinate import RetryStrategy

from liant.jobs.queue import app, task
from liant.tenancy.before_tenant import organisation_ids
from liant.tenancy.context import tenant
from liant.writing.journal import moderation, queries, telling
from liant.writing.journal.mails import mail_about

MENTION, PING = "journal.mention", "journal.ping"


@task(
    moderation.MAIL,
    _("Tell a reader what became of their comment"),
    retry=RetryStrategy(max_attempts=8, exponential_wait=5),
)
def mail_comment(organisation_id: int, comment_id: int, answer_id: int) -> None:
    """Where no mail leaves this installation, the private page says it all the same."""
    if not settings.EMAIL_HOST:
        return
    with tenant(organisation_id):
        comment, answer = queries.one_comment(comment_id), queries.one_comment(answer_id) if answer_id else None
        here = queries.site()
        if comment is None or not comment.mail or here is None:
            return
        mail = mail_about(here.in_language(comment.language), comment, answer)
    mail.send()


@app.periodic(cron="41 3 * * *")
@task("journal.tidy", _("Forget the mail addresses of readers"), queueing_lock="journal.tidy")
def tidy(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id in organisation_ids():
        with tenant(organisation_id):
            moderation.forget_addresses()


@task(MENTION, _("Tell a page that the journal links to it"),
      retry=RetryStrategy(max_attempts=telling.MOST_ATTEMPTS, exponential_wait=6))  # fmt: skip
def mention(organisation_id: int, sent_id: int) -> None:
    telling.tell_target(organisation_id, sent_id)


@task(
    PING,
    _("Tell the hub that feeds of the journal have changed"),
    retry=RetryStrategy(max_attempts=6, exponential_wait=6),
)
def ping(organisation_id: int, version_id: int) -> None:
    telling.ping_hub(organisation_id, version_id)
