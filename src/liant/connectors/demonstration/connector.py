"""The demonstration's channels: a file stands for a network, read by the files connector; what is answered stays in a
file beside the data, as the console connector keeps it. Nothing ever leaves the machine."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from liant.connectors.console.connector import Console
from liant.connectors.contract import Account, Capabilities, Field, Json, Misconfigured, Page
from liant.connectors.files import reading

ANSWERS = Capabilities(can_fetch=True, can_reply=True, can_repeat=True, can_look_up=True, polite_interval_seconds=3600)
PICTURES = ("image/jpeg", "image/png", "image/webp", "image/gif")
NETWORKS = {
    "bluesky": replace(ANSWERS, can_post=True, can_delete=True, has_threads=True, can_like=True, can_repost=True, is_public=True, max_length=300, counts="graphemes",
                       max_media=4, max_media_bytes=1_000_000, media_types=PICTURES),
    "email": replace(ANSWERS, has_subject=True, max_media=10, max_media_bytes=10_000_000, media_types=("*/*",)),
    "review": replace(ANSWERS, is_public=True, max_length=4000),
    "feed": Capabilities(can_fetch=True, is_public=True, polite_interval_seconds=3600),
}  # fmt: skip


class Demonstration(Console):
    kind = "demonstration"
    label = {"en": "Demonstration", "fr": "Démonstration"}
    summary = {
        "en": "Plays a network of the demonstration. Nothing leaves this machine.",
        "fr": "Joue un réseau de la démonstration. Rien ne quitte cette machine.",
    }
    icon = "wand"
    capabilities = ANSWERS
    settings = (  # type: ignore[assignment]  # its own, not the console's
        Field("path", "text", {"en": "File", "fr": "Fichier"}),
        Field("network", "choice", {"en": "Network played", "fr": "Réseau joué"},
              choices=[(name, {"en": name, "fr": name}) for name in NETWORKS]),
        Field("folder", "text", {"en": "Folder of what is answered", "fr": "Dossier de ce qui est répondu"}),
        Field("today", "text", {"en": "The last day of the story", "fr": "Le dernier jour de l’histoire"}),
        Field("timezone", "text", {"en": "Time zone", "fr": "Fuseau horaire"}, default="Europe/Paris"),
    )  # fmt: skip

    def capabilities_for(self, settings: Json) -> Capabilities:
        return NETWORKS.get(str(settings.get("network")), self.capabilities)

    def check(self, account: Account) -> str:
        path = self._path(account)
        return f"{path.name} plays {account.settings.get('network')}."

    def fetch(self, account: Account, cursor: Json | None, now: datetime) -> Page:
        zone = ZoneInfo(str(account.settings.get("timezone") or "Europe/Paris"))
        told = account.settings.get("today")
        last_day = date.fromisoformat(str(told)) if told else now.astimezone(zone).date()
        end = datetime.combine(last_day, time(23, 59), zone).astimezone(UTC)
        return reading.read_page(self._path(account), {}, cursor, min(now, end), zone)

    def _path(self, account: Account) -> Path:
        path = Path(str(account.settings.get("path") or ""))
        if not path.is_file():
            raise Misconfigured("The file of this channel is not there.", "path")
        return path
