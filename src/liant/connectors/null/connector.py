"""A channel that hears nothing and says nothing: everything sent is accepted and goes nowhere. For development."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from liant.connectors.contract import NO_MEDIA, Account, Capabilities, Draft, Field, Json, OutcomeUnknown, Page, Receipt


class Null:
    kind = "null"
    label = {"en": "Nothing", "fr": "Rien"}
    summary = {
        "en": "Hears nothing and says nothing. It serves to try out the rest.",
        "fr": "N’entend rien et ne dit rien. Il sert à essayer le reste.",
    }
    icon = "circle-dashed"
    capabilities = Capabilities(can_fetch=True, can_reply=True, can_post=True, can_like=True, can_repost=True)
    settings: Sequence[Field] = ()

    def check(self, account: Account) -> str:
        return "Nothing to connect, nothing found."

    def fetch(self, account: Account, cursor: Json | None, now: datetime) -> Page:
        heard_from = (cursor or {}).get("heard_at")
        return Page(
            items=(),
            cursor={"heard_at": now.isoformat()},
            heard_from_at=datetime.fromisoformat(heard_from) if heard_from else now,
            heard_to_at=now,
        )

    def prepare(self, account: Account, draft: Draft, key: str, now: datetime) -> Json:
        return {"key": key, "kind": draft.kind, "text": draft.text, "prepared_at": now.isoformat()}

    def send(self, account: Account, frozen: Json, media: Mapping[str, bytes] = NO_MEDIA) -> Receipt:
        return Receipt(remote_key=f"null:{frozen['key']}")

    def find(self, account: Account, frozen: Json) -> Receipt | None:
        raise OutcomeUnknown("This channel keeps nothing, so nothing can be found again.")
