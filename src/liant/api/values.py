"""Values that operations share: ids that fit the database, texts without what it cannot hold, pages of a list."""

from typing import Annotated, Any

from ninja import Path, Query, Schema
from pydantic import AfterValidator, ConfigDict, StringConstraints

GREATEST = 2**63 - 1
PRINTED = r"^[^\x00]*$"
SOMETHING = r"^[^\x00]*[^\s\x00-\x1f\x85][^\x00]*$"


def storable(text: str) -> str:
    """Half a character, as JSON may write it, has no place in UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("A character is not whole.") from None
    return text


RowId = Annotated[int, Path(ge=1, le=GREATEST)]
AnyId = Annotated[int, Query(ge=1, le=GREATEST)]
Cursor = Annotated[str, Query(max_length=600, description="“next_cursor” of the page before.")]
Word = Annotated[str, StringConstraints(max_length=200, pattern=PRINTED), AfterValidator(storable)]


def text(longest: int) -> Any:
    """A text that says something."""
    return Annotated[
        str, StringConstraints(min_length=1, max_length=longest, pattern=SOMETHING), AfterValidator(storable)
    ]


class Asked(Schema):
    """A body: a field that is misspelt is refused, not passed over."""

    model_config = ConfigDict(extra="forbid")


class Named(Schema):
    id: int
    name: str
