"""The worker's part: opens and closes waves at their moment, writes to those who are asked, and empties the urns."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.outbox import can_mail
from liant.jobs.queue import app, defer, task
from liant.kit import clock
from liant.surveys import asking, peering, urn, waves
from liant.surveys.models import Wave
from liant.surveys.publishing import compute
from liant.tenancy.before_tenant import waves_due
from liant.tenancy.context import tenant

OPEN, CLOSE, EMPTY, REMIND = "surveys.open", "surveys.close", "surveys.empty", "surveys.remind"
PUBLISH, WRITE = waves.PUBLISH, waves.WRITE
AT_ONCE = 200  # letters in one job; the next job takes the next
NAMES = {"opens": OPEN, "closes": CLOSE, "empties": EMPTY, "writes": WRITE, "reminds": REMIND}


@app.periodic(cron="* * * * *")
@task("surveys.look", _("See which waves of questionnaires need something"), queueing_lock="surveys.look")
def look(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id, wave_id, what in waves_due(clock.now()):
        if what == "writes" and not can_mail():
            continue
        name = NAMES[what]
        defer(name, once=f"{name}:{wave_id}", lock=f"wave:{wave_id}", organisation_id=organisation_id, wave_id=wave_id)


@task(OPEN, _("Open a wave whose moment has come"))
def open_due(organisation_id: int, wave_id: int) -> None:
    with tenant(organisation_id):
        wave = Wave.objects.filter(pk=wave_id, state="draft", opens_at__lte=clock.now()).first()
        if wave is None:
            return
        try:
            waves.open_wave(actor=None, wave=wave)
        except waves.NotReady:  # it would be asked each minute: a person mends it, and opens it
            waves.wait_for_a_person(wave=wave)


@task(CLOSE, _("Close a wave whose moment has come"))
def close_due(organisation_id: int, wave_id: int) -> None:
    with tenant(organisation_id):
        wave = Wave.objects.filter(pk=wave_id, state="open", closes_at__lte=clock.now()).first()
        if wave is not None:
            waves.close(actor=None, wave=wave)
            waves.follow(wave=wave)


@task(REMIND, _("Remind those who are asked, at the day that was set"))
def remind_due(organisation_id: int, wave_id: int) -> None:
    with tenant(organisation_id):
        wave = Wave.objects.filter(pk=wave_id, state="open").first()
        if wave is not None:
            waves.remind_due(wave=wave)


@task(PUBLISH, _("Compute what may be shown of a wave"))
def publish(organisation_id: int, wave_id: int) -> None:
    with tenant(organisation_id):
        wave = Wave.objects.select_related("edition__questionnaire", "follows").get(pk=wave_id)
        compute(wave=wave)
        peering.share(wave=wave)


@task(EMPTY, _("Mix the answers that came in"))
def empty(organisation_id: int, wave_id: int) -> None:
    with tenant(organisation_id):
        urn.empty(wave_id=wave_id)


@task(WRITE, _("Write to those who are asked"))
def write(organisation_id: int, wave_id: int) -> None:
    """One letter after the other, marked before it leaves. After a crash, those that may have left are shown, and not sent
    again by themselves. The letter has the link, and is kept nowhere."""
    with tenant(organisation_id):
        asking.note_stranded(wave_id)
    for _n in range(AT_ONCE):
        if not asking.write_next(organisation_id, wave_id):
            return
    defer(WRITE, once=f"{WRITE}:{wave_id}", lock=f"wave:{wave_id}", organisation_id=organisation_id, wave_id=wave_id)
