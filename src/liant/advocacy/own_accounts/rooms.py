"""An expert's accounts among their pages, publishing through them beside the network's own window, and their rows among those that go
when they leave."""

from django.utils.translation import gettext_lazy as _

from liant.advocacy import between, tabs, ways
from liant.advocacy.own_accounts import pages
from liant.advocacy.own_accounts.models import OwnAccount, Posting

between.register_own(Posting)
between.register_own(OwnAccount)
between.register_tab("own_accounts:applications", 45, _("Experts’ accounts"), "own_accounts.prepare")
ways.register(ways.Way(pages.leads, pages.ready_section, pages.told, pages.waiting))
tabs.register_tab(
    tabs.RoomTab("own_accounts:accounts", _("My accounts"), "advocacy.take_part", 35, is_for_experts=True)
)
