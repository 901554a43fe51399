"""The job that hands letters over, put in the queue: one at a time for each channel."""

from liant.jobs.queue import SOON, defer

DRIVE = "newsletter.drive"


def drive_soon(organisation_id: int, channel_id: int | None, after_seconds: float | None = None) -> None:
    if channel_id is not None:
        defer(DRIVE, once=f"newsletter:{channel_id}", priority=SOON, after_seconds=after_seconds,
              organisation_id=organisation_id, channel_id=channel_id)  # fmt: skip
