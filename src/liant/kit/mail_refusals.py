"""What a server of mail meant when it refused."""

from smtplib import SMTPDataError, SMTPRecipientsRefused


def is_final(error: OSError) -> bool:
    """Whether it refused this address or this letter for good; whatever else went wrong can be mended, and the letter tried again."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= 500
