"""A connector for these tests: it asks for everything a connector may ask for, and says what it is told to say."""

from typing import Any

from liant.connectors.contract import (
    Account,
    AuthLost,
    Capabilities,
    Field,
    ListedChannel,
    Misconfigured,
    Page,
    Preview,
    Temporary,
)

SAID: dict[str, Any] = {"asked": []}


class Letters:
    kind = "letters"
    label = {"en": "Letters", "fr": "Lettres"}
    summary = {"en": "Reads letters.", "fr": "Lit les lettres."}
    icon = "mail"
    capabilities = Capabilities(can_fetch=True, is_public=True)
    list_label = {"en": "A list of letter boxes", "fr": "Une liste de boîtes"}
    settings = (
        Field("box", "text", {"en": "Box", "fr": "Boîte"}, {"en": "Its <number>.", "fr": "Son <numéro>."}),
        Field("page", "url", {"en": "Page", "fr": "Page"}, is_required=False),
        Field("contact", "address", {"en": "Address", "fr": "Adresse"}, is_required=False),
        Field("days", "number", {"en": "Days", "fr": "Jours"}, is_required=False, default=7),
        Field("speed", "choice", {"en": "Speed", "fr": "Vitesse"}, choices=[("slow", {"en": "slow", "fr": "lente"})],
              is_required=False),
        Field("all", "boolean", {"en": "All of them", "fr": "Toutes"}, is_required=False),
        Field("words", "lines", {"en": "Words", "fr": "Mots"}, is_required=False),
        Field("key", "secret", {"en": "Key", "fr": "Clé"}),
    )  # fmt: skip

    def check(self, account: Account) -> str:
        SAID["asked"].append(account)
        match account.secret.get("key"):
            case "wrong":
                raise AuthLost("The post office refuses this account (401).")
            case "asleep":
                raise Temporary("The post office was too busy (503).")
        if account.settings["box"] == "none":
            raise Misconfigured("There is nothing written.", "box")
        account.remember({"token": "a-token-of-the-office"})
        return "The box is there."

    def fetch(self, account: Account, cursor: Any, now: Any) -> Page:
        return Page(items=[], cursor={})

    def read_list(self, content: bytes) -> list[ListedChannel]:
        return [ListedChannel(line, {"box": line, "path": "/etc/passwd"}) for line in content.decode().split()]


class Keyless(Letters):
    kind = "keyless"
    settings = Letters.settings[:1]

    def preview(self, account: Account) -> Preview:
        return Preview()
