"""What people note by hand: seen on a page that no channel reads, heard at the counter, told by a colleague."""

from collections.abc import Sequence

from liant.connectors.contract import Account, Capabilities, Field


class Noted:
    kind = "noted"
    label = {"en": "Noted by hand", "fr": "Noté à la main"}
    summary = {
        "en": "What you note yourselves, from any page, a screenshot or a conversation. It appears with the first note.",
        "fr": "Ce que vous notez vous-mêmes, depuis une page, une capture d’écran ou une conversation. Il apparaît "
        "avec la première note.",
    }
    icon = "pen"
    capabilities = Capabilities(is_public=True)
    settings: Sequence[Field] = ()

    def check(self, account: Account) -> str:
        return "Nothing to connect: whoever works here can note."
