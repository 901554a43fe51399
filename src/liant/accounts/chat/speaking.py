"""How a place by chat is checked and spoken to: whoever knows such places registers here, in its `AppConfig.ready`."""

from collections.abc import Callable

Check = Callable[[str], str]  # an address → how it is shown; raises ValueError with a sentence
Tell = Callable[[str, str, str, str], None]  # address, title, words, url: outside of any transaction

_places: list[tuple[Check, Tell]] = []


class NotTold(Exception):
    """It did not arrive; the sentence never holds the address. `may_have_arrived`: it left, and no answer came."""

    def __init__(self, words: str, *, may_have_arrived: bool = False):
        super().__init__(words)
        self.may_have_arrived = may_have_arrived


def register(check: Check, tell: Tell) -> None:
    _places[:] = [(check, tell)]


def is_there() -> bool:
    return bool(_places)


def checked(address: str) -> str:
    """How this address is shown. Raises ValueError with a sentence for whoever wrote it."""
    return _places[0][0](address)


def tell(address: str, title: str, words: str, url: str) -> None:
    """Raises NotTold."""
    try:
        _places[0][1](address, title, words, url)
    except Exception as error:  # whatever the library that knows the place raises
        raise NotTold(str(error), may_have_arrived=getattr(error, "may_have_arrived", False)) from error
