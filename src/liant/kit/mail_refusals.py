"""What a server of mail meant when a letter did not leave, so that no room reads its errors by itself."""

from enum import Enum
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException, SMTPServerDisconnected


class Fate(Enum):
    """Of a letter that did not leave as it should."""

    REFUSED = "refused"  # for good
    WAITING = "waiting"  # whatever went wrong can be mended, and the letter tried again
    UNKNOWN = "unknown"  # it may have been taken before the line broke


def is_of_this_letter(error: OSError) -> bool:
    """Whether it was said of this address or this letter; else others may meet the same."""
    return isinstance(error, SMTPRecipientsRefused | SMTPDataError)


def fate_of(error: OSError) -> Fate:
    if isinstance(error, SMTPServerDisconnected):
        return Fate.UNKNOWN
    if isinstance(error, SMTPRecipientsRefused):
        is_final = all(code >= 500 for code, _words in error.recipients.values())
    else:
        is_final = isinstance(error, SMTPDataError) and error.smtp_code >= 500
    return Fate.REFUSED if is_final else Fate.WAITING


def words_of(error: OSError) -> str:
    """For a log or a row: an address that was refused is not repeated."""
    return "The address is refused." if isinstance(error, SMTPRecipientsRefused) else str(error)


def is_down(error: OSError) -> bool:
    """Whether the server answers nobody for now."""
    if is_of_this_letter(error) or isinstance(error, SMTPServerDisconnected):
        return False
    return not isinstance(error, SMTPResponseException) or error.smtp_code < 500
