"""Loads the demonstration: two invented organisations, their people, and ninety days of what was said to them."""

from typing import Any

from django.core.management.base import BaseCommand

from liant.flows.demonstration.loader import load


class Command(BaseCommand):
    help = "Load the demonstration organisations; does nothing when they are there."

    def handle(self, *args: Any, **options: Any) -> str:
        return load()
