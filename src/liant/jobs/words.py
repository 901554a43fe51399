"""What each task does, in words for people; filled by `queue.task`."""

from typing import Any

WORDS: dict[str, Any] = {}
