from liant.advocacy.models import Programme
from liant.advocacy.poster.models import Poster
from liant.advocacy.poster.rules import is_code


def poster() -> Poster | None:
    return Poster.objects.select_related("organisation").first()


def programme_behind(code: str) -> Programme | None:
    """The programme that a poster leads to; none where the code is another one, where it was ended, or with the programme over."""
    found = Programme.objects.select_related("organisation").first()
    return found if found and found.state != "ended" and is_code(found.join_code, code) else None
