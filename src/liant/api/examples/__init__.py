"""What programmes do first, as requests: the page shows them for the shell and for Python, and a test runs them all."""

import json
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHECK_SIGNATURE = (Path(__file__).parent / "check_signature.py").read_text()


@dataclass(frozen=True)
class Example:
    """`path` and `body` may name ids in braces; `key` makes it safe to repeat."""

    operation: str
    title: str | Promise
    method: str
    path: str
    body: Mapping[str, Any] | None = None
    key: str = ""
    query: str = ""

    def filled(self, ids: Mapping[str, Any]) -> "Filled":
        body = {name: ids.get(name, value) for name, value in self.body.items()} if self.body is not None else None
        return Filled(self.method, self.path.format(**ids) + self.query, body, self.key)


@dataclass(frozen=True)
class Filled:
    """An example about things that exist."""

    method: str
    path: str
    body: dict[str, Any] | None = field(default=None)
    key: str = ""

    def as_curl(self, base: str) -> str:
        lines = [f"curl --fail-with-body --request {self.method} '{base}/api/v1{self.path}'",
                 '  --header "Authorization: Bearer $LIANT_TOKEN"']  # fmt: skip
        if self.key:
            lines.append(f"  --header 'Idempotency-Key: {self.key}'")
        if self.body is not None:
            told = json.dumps(self.body, ensure_ascii=False).replace("'", "'\\''")
            lines += ["  --header 'Content-Type: application/json'", f"  --data '{told}'"]
        return " \\\n".join(lines)

    def as_python(self, base: str) -> str:
        headers = ['"Authorization": "Bearer " + os.environ["LIANT_TOKEN"]']
        if self.key:
            headers.append(f'"Idempotency-Key": "{self.key}"')
        if self.body is not None:
            headers.append('"Content-Type": "application/json"')
        data = f"\n    data=json.dumps({self.body!r}).encode()," if self.body is not None else ""
        code = f"""\
            import json
            import os
            import urllib.request

            request = urllib.request.Request(
                "{base}/api/v1{self.path}",
                method="{self.method}",
                headers={{{", ".join(headers)}}},DATA
            )
            with urllib.request.urlopen(request) as answer:
                print(json.load(answer))"""
        return textwrap.dedent(code).replace("DATA", data)


EXAMPLES = (
    Example("get_me", _("Whose token is this?"), "GET", "/me"),
    Example("list_conversations", _("Who waits for an answer, longest first?"), "GET", "/conversations"),
    Example("list_messages", _("What was said?"), "GET", "/conversations/{conversation_id}/messages"),
    Example("add_note", _("Leave a note for colleagues"), "POST", "/conversations/{conversation_id}/notes",
            {"text": "Le client est venu au comptoir."}, "note-4711"),
    Example("reply", _("Answer, once, even if the line breaks"), "POST", "/conversations/{conversation_id}/reply",
            {"text": "Merci de nous l’avoir dit. Votre pain vous attend demain.", "seen_message_id": 0}, "reply-4711"),
    Example("get_answer", _("The answer was lost: was it done?"), "GET", "/answers/reply-4711"),
    Example("list_deliveries", _("What became of it?"), "GET", "/deliveries"),
    Example("add_label", _("Put a label"), "POST", "/conversations/{conversation_id}/labels", {"name": "au comptoir"}),
    Example("set_assignee", _("Give it to someone"), "PUT", "/conversations/{conversation_id}/assignee", {"member_id": 0}),
    Example("close", _("Close it"), "POST", "/conversations/{conversation_id}/close", {"reason": "Réglé au comptoir."}),
    Example("list_mentions", _("What was heard?"), "GET", "/mentions", query="?intent=complaint"),
    Example("add_mention", _("Note what someone said elsewhere"), "POST", "/mentions",
            {"text": "Le pain de Trois Fournils est le meilleur du quartier.", "name": "Hélène",
             "place": "le marché du samedi", "needs_answer": False}, "mention-4711"),
    Example("lint_text", _("Have a text read before it leaves"), "POST", "/lint",
            {"text": "Cher null, nous sommes fiers de vous annoncer nos soldes.", "language": "fr", "kind": "mailing"}),
    Example("list_people", _("Who is this?"), "GET", "/people", query="?q=Karima"),
    Example("list_channels", _("Are all channels well?"), "GET", "/channels"),
    Example("list_coverage", _("What was not heard?"), "GET", "/channels/{channel_id}/coverage"),
)  # fmt: skip
SHOWN_IDS = {"conversation_id": 12, "channel_id": 3, "seen_message_id": 95, "member_id": 2}
