"""The magazine among the pages of *Écrire*."""

from django.utils.translation import gettext_lazy as _

from liant.writing import offers

offers.register_tab(offers.RoomTab("magazine:list", _("Magazine"), "magazine.read", 60))
