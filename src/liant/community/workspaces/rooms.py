"""Where an existing place is brought in: among the pages of “Between us”, for whoever may."""

from django.utils.translation import gettext_lazy as _

from liant.community import offers

offers.register_tab(offers.RoomTab("workspaces:home", _("Existing places"), "workspaces.bring_in", 95))
