"""The web, with the door of short links in front of it, and what is still to be done when it is asked to stop."""

import asyncio
import os
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liant.config.settings")

from django.core.asgi import get_asgi_application

from liant.kit import closing
from liant.links.door import Door

door = Door(get_asgi_application())


async def application(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] != "lifespan":
        await door(scope, receive, send)
        return
    while True:
        message = await receive()
        if message["type"] == "lifespan.shutdown":
            await asyncio.to_thread(closing.close)
            await door.close()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
