"""Story: before a programme is launched, and whenever its launch is looked at, the house's maturity audit is read: the last closed
wave of the ready questionnaire, as published."""

from django.urls import reverse
from django.utils.translation import get_language

from liant.advocacy.between import Verdict
from liant.kit import clock
from liant.surveys.models import Wave
from liant.surveys.showing import results_page
from liant.tenancy.models import Organisation

AUDIT = "advocacy-readiness"


def read_audit() -> Verdict | None:
    """None where nobody was asked, or too few answered."""
    asked = Wave.objects.filter(edition__questionnaire__ready_key=AUDIT, state="closed", publications__isnull=False)
    wave = asked.select_related("edition__questionnaire").order_by("-closed_at", "-id").first()
    if wave is None:
        return None
    shown = results_page(wave, get_language() or "en")
    scores = shown["figures"].get("scores") if shown["is_enough"] else None
    if not scores or not scores["verdict"]:
        return None
    house = Organisation.objects.get()
    return Verdict(
        key=scores["verdict"],
        title=shown["verdict"],
        advice=shown["verdict_advice"],
        at=wave.closed_at or clock.now(),
        url=reverse("surveys:results", kwargs={"organisation_slug": house.slug, "wave_id": wave.pk}),
        first=[f"{title}: {text}" for title, text in shown["first"]],
    )
