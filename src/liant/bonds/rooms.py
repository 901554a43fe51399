"""The room “Ties” in the shell."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liant.accounts.permissions import may
from liant.accounts.rooms import is_open
from liant.bonds import between
from liant.web.shell import Room, register_room

register_room(
    Room(
        key="bonds", go="o", label=pgettext_lazy("room", "Ties"), icon="link", url_name="bonds:mine", order=75,
        is_shown=lambda member: is_open(member, "bonds") and may(member, "bonds.see_own"),
    )
)  # fmt: skip
between.register_tab("bonds:mine", 10, _("My ties"), "bonds.see_own")
between.register_tab("bonds:outside", 15, _("My communities"), "bonds.see_own")
between.register_tab("bonds:shape", 20, _("Between teams"), "bonds.read_shape")
