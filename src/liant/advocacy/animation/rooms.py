"""The calendar and the charges among the pages of the programme; meetings for whoever counts them, and the quarter at the foot of
the programme's page."""

from django.utils.translation import gettext_lazy as _

from liant.advocacy import between, tabs
from liant.advocacy.animation import actions, queries
from liant.advocacy.animation.models import Asked, Presence
from liant.advocacy.animation.pages import quarter_section

between.register_tab("animation:calendar", 20, _("Meetings"), "advocacy.take_part")
between.register_tab("animation:charges", 25, _("Who carries it"), "advocacy.take_part")
between.register_tab("animation:asked", 35, _("Asked to share"), "advocacy.take_part")
between.register_animation(queries.met)
between.register_presence(queries.presence_of)
between.register_asked(queries.asked_of)
between.register_own(Presence)
between.register_own(Asked)
between.register_leaving(actions.forget_attended)
between.register_section(quarter_section)
tabs.register_tab(tabs.RoomTab("animation:calendar", _("Meetings"), "advocacy.take_part", 65))
