"""The archive among the pages of *Écrire*."""

from django.utils.translation import gettext_lazy as _

from liant.writing import offers

offers.register_tab(offers.RoomTab("archive:home", _("Archive"), "archive.read", 85))
