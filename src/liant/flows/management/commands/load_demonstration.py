"""Loads the demonstration: two invented organisations, their people, and ninety days of what was said to them; and a
firm of 120 people over two years, whose truth about ties is known."""

from typing import Any

from django.core.management.base import BaseCommand

from liant.flows.demonstration.loader import load


class Command(BaseCommand):
    help = "Load the demonstration organisations; does nothing when they are there."

    def handle(self, *args: Any, **options: Any) -> str:
        return load()
