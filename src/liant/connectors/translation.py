"""From the errors of the doors out to those of the contract, in one place for every connector."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from liant.connectors.contract import AuthLost, Misconfigured, OutcomeUnknown, RateLimited, Rejected, Temporary
from liant.kit import clock, http


@contextmanager
def translated(*, writing: bool = False, setting: str | None = None) -> Iterator[None]:
    """Errors of `kit.http` inside become those of the contract. `writing`: an answer that did not come is unknown."""
    try:
        yield
    except http.Forbidden as error:
        raise Misconfigured(str(error), setting) from error
    except http.NotSent as error:
        raise Temporary(str(error)) from error
    except http.HttpError as error:
        raise (OutcomeUnknown if writing else Temporary)(str(error)) from error


def raise_for_status(answer: http.Answer, place: str, *, writing: bool = False, reason: str = "") -> None:
    """Raise what a status says, in a sentence: 401 and 403, 429 with its wait, other 4xx, 5xx. 2xx and 3xx pass."""
    said = f": {reason}" if reason else ""
    if answer.status < 400:
        return
    if answer.status == 429:
        raise RateLimited(f"{place} asks to wait before the next request.", wait_seconds(answer))
    if answer.status in {401, 403}:
        raise AuthLost(f"{place} refuses this account{said} ({answer.status}).")
    if answer.status in {408, 425}:
        raise Temporary(f"{place} was too busy ({answer.status}).", wait_seconds(answer))
    if answer.status >= 500:
        if writing:
            raise OutcomeUnknown(f"{place} failed while taking the message{said} ({answer.status}).")
        raise Temporary(f"{place} is failing{said} ({answer.status}).", wait_seconds(answer))
    raise Rejected(f"{place} refuses it{said} ({answer.status}).")


def wait_seconds(answer: http.Answer) -> float | None:
    """How long the network asks to wait: `Retry-After` (seconds or a date), or a `RateLimit-Reset` moment or delay."""
    if after := answer.headers.get("retry-after", "").strip():
        if after.isdecimal():
            return float(after)
        try:
            return max(0.0, (parsedate_to_datetime(after) - clock.now()).total_seconds())
        except (ValueError, TypeError):
            return None
    reset = answer.headers.get("ratelimit-reset", "").strip()
    if not reset.isdecimal():
        return None
    if (value := int(reset)) < 1_000_000_000:  # a delay; larger numbers are moments
        return float(value)
    return max(0.0, (datetime.fromtimestamp(value, UTC) - clock.now()).total_seconds())
