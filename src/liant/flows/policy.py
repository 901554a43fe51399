from liant.accounts.permissions import register
from liant.accounts.roles import EVERYONE, Role

register("flows.today", EVERYONE)
register("flows.go", EVERYONE)  # shows each only what they may open
register("flows.guide", {Role.OWNER})
