"""What a token may be used for. A scope narrows what its member may do, and never widens it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    READ_CONVERSATIONS = "read:conversations", _("read conversations and their messages")
    WRITE_CONVERSATIONS = "write:conversations", _("answer, note, give, label, put aside, close and open again")
    READ_MENTIONS = "read:mentions", _("read what was heard, and what is listened for")
    WRITE_MENTIONS = "write:mentions", _("note what was said elsewhere")
    READ_PEOPLE = "read:people", _("read people and their hats")
    READ_DELIVERIES = "read:deliveries", _("read what left, and what became of it")
    READ_CHANNELS = "read:channels", _("read channels, what they brought in and what was not heard")
    READ_LINT = "read:lint", _("have texts read by the lint; nothing of them is kept")
    READ_MEMBERS = "read:members", _("read the names of those who work here")
