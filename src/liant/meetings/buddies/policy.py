from liant.accounts.permissions import register
from liant.accounts.roles import EVERYONE

register("buddies.take_part", EVERYONE)
