"""The worker's part: looks for facts in the houses that want to be told, and tells them with no transaction open."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from liant.insights.alerts.actions import SEND, claim, note_facts, note_not_told, note_told
from liant.insights.alerts.places import NotAPlace, NotTold, tell
from liant.insights.alerts.queries import due_ids, places_that_listen
from liant.insights.facts import fact_kinds
from liant.jobs.queue import SOON, app, defer, task
from liant.kit import clock, secrets
from liant.tenancy.before_tenant import organisations_that_alert
from liant.tenancy.context import tenant
from liant.tenancy.models import Organisation

LOOK = "alerts.look_in"
LOOKS_BACK = timedelta(days=1)  # what happened while no worker was there is told late rather than never


@app.periodic(cron="*/2 * * * *")
@task("alerts.look", _("See whether something is to be told at once"), queueing_lock="alerts.look")
def look(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id in organisations_that_alert():
        defer(LOOK, once=f"{LOOK}:{organisation_id}", organisation_id=organisation_id)


@task(LOOK, _("Look for what is to be told at once"))
def look_in(organisation_id: int) -> None:
    """Each kind is looked for once in each language that a place reads."""
    with tenant(organisation_id):
        places, zone = places_that_listen(), Organisation.objects.get().time_zone
        for language in sorted({place.language for place in places}):
            with override(language), timezone.override(zone):
                for kind in fact_kinds():
                    wanted = [one for one in places if one.language == language and kind.key in one.kinds]
                    facts = list(kind.find(clock.now() - LOOKS_BACK)) if wanted else []
                    for place in wanted:
                        note_facts(place=place, kind=kind.key, facts=facts)
        for alert_id in due_ids():
            defer(SEND, once=f"alert:{alert_id}", priority=SOON, organisation_id=organisation_id, alert_id=alert_id)


@task(SEND, _("Tell a place outside what happened"))
def send(organisation_id: int, alert_id: int) -> None:
    with tenant(organisation_id):
        alert = claim(alert_id=alert_id)
        address = secrets.unseal(alert.place.address) if alert else ""
    if alert is None:
        return
    try:
        tell(address, alert.title, alert.words, alert.url)
    except (NotTold, NotAPlace) as error:
        with tenant(organisation_id):
            note_not_told(alert=alert, problem=str(error))
    else:
        with tenant(organisation_id):
            note_told(alert=alert)
