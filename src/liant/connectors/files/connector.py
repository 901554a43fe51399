"""A file that someone exported elsewhere: CSV, JSON Lines or Parquet, with its columns mapped to the fields of an item."""

from datetime import datetime, tzinfo
from pathlib import Path

from liant.connectors.contract import Account, Capabilities, Field, Json, Misconfigured, Page, Preview
from liant.connectors.files import mapping, reading


class Files:
    kind = "files"
    label = {"en": "File", "fr": "Fichier"}
    summary = {
        "en": "Reads messages from a CSV, JSON Lines or Parquet file exported from another tool.",
        "fr": "Lit les messages d’un fichier CSV, JSON Lines ou Parquet exporté d’un autre outil.",
    }
    icon = "file-import"
    capabilities = Capabilities(can_fetch=True)
    columns_setting = "mapping"
    settings = (
        Field("path", "file", {"en": "File", "fr": "Fichier"}),
        Field(
            "mapping",
            "lines",
            {"en": "Columns", "fr": "Colonnes"},
            {
                "en": "One line per field, such as “text = Message”. Left empty, the columns are guessed from their names.",
                "fr": "Une ligne par champ, par exemple « text = Message ». Sans rien, les colonnes sont devinées "
                "d’après leur nom.",
            },
            is_required=False,
        ),
        Field(
            "timezone",
            "text",
            {"en": "Time zone of the dates", "fr": "Fuseau horaire des dates"},
            {
                "en": "For dates without one. Example: Europe/Paris.",
                "fr": "Pour les dates qui n’en ont pas. Exemple : Europe/Paris.",
            },
            is_required=False,
            default="UTC",
        ),
    )

    def check(self, account: Account) -> str:
        path, columns, zone = _settings(account)
        shown = reading.preview(path, columns, zone=zone)
        if not shown.items:
            fault = shown.unreadable[0] if shown.unreadable else "it is empty"
            raise Misconfigured(f"No message could be read from {path.name}: {fault}", "mapping")
        found = ", ".join(shown.mapping)
        return f"{path.name} can be read; the first messages have {found}."

    def preview(self, account: Account) -> Preview:
        path, columns, zone = _settings(account)
        return reading.preview(path, columns, zone=zone)

    def fetch(self, account: Account, cursor: Json | None, now: datetime) -> Page:
        path, columns, zone = _settings(account)
        return reading.read_page(path, columns, cursor, now, zone)


def _settings(account: Account) -> tuple[Path, dict[str, str], tzinfo]:
    if not account.settings.get("path"):
        raise Misconfigured("No file is chosen.", "path")
    try:
        columns = mapping.read_mapping(account.settings.get("mapping"))
    except ValueError as error:
        raise Misconfigured(str(error), "mapping") from error
    return Path(str(account.settings["path"])), columns, reading.zone_named(account.settings.get("timezone"))
