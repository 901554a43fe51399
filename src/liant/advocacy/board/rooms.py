"""The board among an expert's pages, an open vote at the head of their list, and their rows among those that go when they leave."""

from django.utils.translation import gettext_lazy as _

from liant.advocacy import between, tabs, ways
from liant.advocacy.board import pages
from liant.advocacy.board.models import Place, Vote
from liant.advocacy.board.policy import SEE

between.register_own(Vote)
between.register_own(Place)
tabs.register_tab(tabs.RoomTab("board:home", _("A leaderboard?"), SEE, 45, is_for_experts=True, is_among_peers=True))
ways.register_waiting(pages.waiting)
