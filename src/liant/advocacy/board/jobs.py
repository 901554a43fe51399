"""Each hour, what has closed is counted."""

from django.utils.translation import gettext_lazy as _

from liant.advocacy.board.actions import close_due
from liant.jobs.queue import app, task


@app.periodic(cron="11 * * * *")
@task("board.close", _("Count the votes on a leaderboard of experts"), queueing_lock="board.close")
def close(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    close_due()
