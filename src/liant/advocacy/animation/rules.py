"""What usually comes again in a programme that lives: a way to begin, changed or ended like anything else that comes again."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from liant.advocacy.animation.models import Kind

USUAL: tuple[dict[str, Any], ...] = (
    {"title": _("Welcome of those who join"), "kind": Kind.WELCOME, "times": 1, "minutes": 45},
    {"title": _("Writing in one’s own words"), "kind": Kind.WORKSHOP, "times": 2, "minutes": 90},
    {"title": _("Training: one’s networks, and saying where one speaks from"), "kind": Kind.TRAINING, "times": 1, "minutes": 90},
    {"title": _("Review of the quarter with the management"), "kind": Kind.REVIEW, "times": 1, "minutes": 60, "has_managers": True},
    {"title": _("Experts meet, in person"), "kind": Kind.MEETING, "times": 1, "minutes": 120},
)  # fmt: skip
