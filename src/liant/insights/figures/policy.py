"""Who reads figures. Those who manage, lead the programme or audit read figures of every hat, without a word of anyone."""

from liant.accounts.permissions import register
from liant.accounts.roles import ANSWERING, Role

WITHOUT_WORDS = frozenset({Role.TEAM_MANAGER, Role.PROGRAMME_LEAD, Role.AUDITOR})
register("figures.see", ANSWERING | WITHOUT_WORDS)
