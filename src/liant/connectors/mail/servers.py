"""The two servers of a mailbox, from its settings, and what their errors mean."""

from collections.abc import Iterator
from contextlib import contextmanager

from liant.connectors.contract import (
    Account,
    AuthLost,
    Json,
    Misconfigured,
    OutcomeUnknown,
    Rejected,
    Temporary,
    Unreachable,
)
from liant.kit import mail

SECURITIES = {"tls", "starttls", "none"}


@contextmanager
def translated(setting: str | None = None) -> Iterator[None]:
    """Errors of `kit.mail` inside become those of the contract."""
    try:
        yield
    except mail.Forbidden as error:
        raise Misconfigured(str(error), setting) from error
    except mail.NotConnected as error:
        raise Unreachable(str(error)) from error
    except mail.LoginRefused as error:
        raise AuthLost(str(error)) from error
    except mail.GivenOver as error:
        raise OutcomeUnknown(str(error)) from error
    except mail.Refused as error:
        said = f"The mail server refuses: {error}"
        raise (Temporary if error.is_temporary else Rejected)(said if said.endswith(".") else f"{said}.") from error


def imap_server(account: Account) -> mail.Server:
    """Where mail arrives. Raises Misconfigured."""
    return _server(account, "imap", 993, account.settings.get("user"), account.secret.get("password"))


def smtp_server(account: Account) -> mail.Server:
    """Where mail leaves. Raises Misconfigured."""
    user = account.settings.get("smtp_user") or account.settings.get("user")
    return _server(account, "smtp", 465, user, account.secret.get("smtp_password") or account.secret.get("password"))


def _server(account: Account, name: str, usual_port: int, user: object, password: object) -> mail.Server:
    settings: Json = account.settings
    host = str(settings.get(f"{name}_host") or "").strip()
    if not host:
        raise Misconfigured("The name of this server is missing.", f"{name}_host")
    security = str(settings.get(f"{name}_security") or "tls")
    if security not in SECURITIES:
        raise Misconfigured("Choose how this connection is kept private.", f"{name}_security")
    try:
        port = int(settings.get(f"{name}_port") or usual_port)
    except (TypeError, ValueError) as error:
        raise Misconfigured("The port is a number.", f"{name}_port") from error
    return mail.Server(
        host=host,
        port=port,
        security=security,  # type: ignore[arg-type]  # checked above
        user=str(user or settings.get("address") or "").strip(),
        password=str(password or ""),
    )
