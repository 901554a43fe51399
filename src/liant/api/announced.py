"""Webhooks as the document of the interface describes them."""

from typing import Any

from liant.deliveries.hooks.kinds import kinds


def described() -> dict[str, Any]:
    """OpenAPI's `webhooks`, one for each kind of event."""
    return {kind.key: {"post": operation(kind)} for kind in kinds()}


def operation(kind: Any) -> dict[str, Any]:
    example = {
        "type": kind.key,
        "timestamp": "2026-11-22T09:30:00Z",
        "organisation": "fournils",
        "data": dict(kind.example),
    }
    schema = {
        "type": "object",
        "required": ["type", "timestamp", "organisation", "data"],
        "properties": {
            "type": {"const": kind.key},
            "timestamp": {"type": "string", "format": "date-time"},
            "organisation": {"type": "string"},
            "data": {"type": "object"},
        },
    }
    return {
        "summary": str(kind.label),
        "parameters": [
            {"in": "header", "name": name, "required": True, "schema": {"type": "string"}}
            for name in ("webhook-id", "webhook-timestamp", "webhook-signature")
        ],
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema, "example": example}}},
        "responses": {
            "2XX": {"description": "It has arrived. Anything else is tried again, for three days."},
            "410": {"description": "This address is gone: nothing more is sent there."},
        },
    }
