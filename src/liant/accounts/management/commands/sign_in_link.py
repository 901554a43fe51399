"""Prints a one-time sign-in link for the installation's first person, or for the address given."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from liant.accounts.actions import create_sign_in_link
from liant.accounts.models import User


class Command(BaseCommand):
    help = "Print a one-time sign-in link."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("email", nargs="?", help="whose; by default the first person of this installation")

    def handle(self, *args: Any, **options: Any) -> str:
        if options["email"]:
            user = User.objects.filter(email__iexact=options["email"], is_active=True).first()
            if user is None:
                raise CommandError(f"Nobody here has the address {options['email']}.")
        else:
            user = User.objects.filter(is_active=True).order_by("id").first() or first_person()
        return settings.BASE_URL + reverse("accounts:sign-in-link", args=[create_sign_in_link(user)])


def first_person() -> User:
    """A new installation: whoever can read its terminal runs it."""
    return User.objects.create_user(email="operator@localhost.localdomain", is_operator=True)
