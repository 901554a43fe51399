"""One's own page among the pages of an expert; its rows go when they leave."""

from django.utils.translation import gettext_lazy as _

from liant.advocacy import between, tabs
from liant.advocacy.expertise.models import Card, Chosen, Talk

tabs.register_tab(tabs.RoomTab("expertise:home", _("My page"), "advocacy.take_part", 35, is_for_experts=True))
for _own in (Chosen, Talk, Card):
    between.register_own(_own)
