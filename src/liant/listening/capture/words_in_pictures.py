"""Reads the words of a screenshot with Tesseract, where the machine has it. It is optional: without it, people type."""

import shutil
import subprocess
from functools import cache

LONGEST_SECONDS = 20
WANTED = ("fra", "eng")


@cache
def languages() -> str:
    """ "fra+eng", as far as they are installed; "" where nothing can be read."""
    program = shutil.which("tesseract")
    if program is None:
        return ""
    told = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, check=False, timeout=LONGEST_SECONDS
    )
    there = set(told.stdout.split())
    return "+".join(name for name in WANTED if name in there)


def can_read() -> bool:
    return bool(languages())


def words_in(picture: bytes) -> str:
    """The words of a picture; "" when there are none, or when it took too long."""
    if not can_read():
        return ""
    command = ["tesseract", "stdin", "stdout", "-l", languages(), "--psm", "3"]
    try:
        read = subprocess.run(command, input=picture, capture_output=True, check=False, timeout=LONGEST_SECONDS)
    except subprocess.TimeoutExpired:
        return ""
    lines = read.stdout.decode(errors="replace").replace("\x0c", "").splitlines()
    return "\n".join(line.strip() for line in lines).strip() if read.returncode == 0 else ""
