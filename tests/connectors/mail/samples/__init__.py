"""Awkward messages collected by others, under the licences in NOTICE.txt."""

from pathlib import Path

SAMPLES = sorted(Path(__file__).parent.glob("*.eml"))
