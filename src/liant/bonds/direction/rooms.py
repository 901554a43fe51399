"""The page “Which comes first”, among those of ties."""

from django.utils.translation import gettext_lazy as _

from liant.bonds import between

between.register_tab("direction:home", 40, _("Which comes first"), "bonds.read_shape")
