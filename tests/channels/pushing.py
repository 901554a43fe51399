"""A program that pushes: it signs with the Standard Webhooks library, as those of others do."""

import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.test import Client
from standardwebhooks.webhooks import Webhook

from liant.kit import clock


def signed(secret: str, body: str, message_id: str = "", at: Any = None) -> dict[str, str]:
    """The three headers, under the names that a WSGI server gives them."""
    message_id, at = message_id or f"msg_{uuid.uuid4().hex}", at or clock.now()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(message_id, at, body),
    }


@dataclass
class Pusher:
    path: str
    secret: str
    row: Any

    def push(self, payload: Any, message_id: str = "", **more: Any) -> Any:
        body = payload if isinstance(payload, str) else json.dumps(payload)
        headers = {**signed(self.secret, body, message_id, more.pop("at", None)), **more}
        return Client().post(self.path, body, content_type="application/json", headers=headers)
