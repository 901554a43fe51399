"""Where the next page of a list begins: the moment and the id of the last row shown, as one word in an address."""

from datetime import datetime


def write_place(moment: datetime, row_id: int) -> str:
    return f"{moment.isoformat()}~{row_id}"


def read_place(word: str) -> tuple[datetime, int] | None:
    """None when it is no place: the list then begins at its beginning."""
    told, _, row_id = word.partition("~")
    try:
        moment = datetime.fromisoformat(told.replace(" ", "+"))  # a plus sign in an address reads as a blank
        return (moment, int(row_id)) if moment.tzinfo and 0 <= int(row_id) < 2**63 else None
    except ValueError:
        return None
