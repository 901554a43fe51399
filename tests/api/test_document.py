"""The document of the interface is true, and every example in the product runs as it stands."""

import json
import os
import subprocess
import sys

import pytest

from liant.tenancy.context import tenant

pytestmark = pytest.mark.django_db


def test_the_document_is_openapi_3_1_and_names_every_scope_and_webhook(client):
    from liant.accounts.tokens.scopes import Scope
    from liant.deliveries.hooks.kinds import kinds

    document = client.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    operations = [one for path in document["paths"].values() for one in path.values()]
    assert {one["x-scope"] for one in operations} - {""} == set(Scope.values)
    assert set(document["webhooks"]) == {kind.key for kind in kinds()}
    assert len({one["operationId"] for one in operations}) == len(operations)


def test_every_operation_says_what_may_go_wrong(client):
    document = client.get("/api/v1/openapi.json").json()
    for path in document["paths"].values():
        for one in path.values():
            for status in ("401", "403", "429"):
                assert "application/problem+json" in one["responses"][status]["content"], one["operationId"]


def test_the_guide_and_every_operation_have_a_page_in_both_languages(organisation, alice, client_of, things):
    from liant.accounts.models import User
    from liant.api.guide import operations

    client = client_of(alice)
    for language, words in (("fr", "Pour les programmes"), ("en", "For programmes")):
        User.objects.filter(id=alice.user_id).update(language=language)
        assert words in client.get(f"/o/{organisation.slug}/api/").content.decode()
        for key in operations():
            assert client.get(f"/o/{organisation.slug}/api/{key}/").status_code == 200, key


def test_what_reads_can_be_tried_in_ones_own_name(organisation, alice, rose, client_of, things):
    path = f"/o/{organisation.slug}/api/get_conversation/?try=1&conversation_id={things.conversation.id}"
    assert "Karima" in client_of(alice).get(path).content.decode()
    assert "Karima" not in client_of(rose).get(path).content.decode()
    everything = client_of(alice).get(f"/o/{organisation.slug}/api/list_conversations/?try=1&view=all").content.decode()
    assert "Karima" in everything
    assert (
        "view" in client_of(alice).get(f"/o/{organisation.slug}/api/list_conversations/?try=1&view=x").content.decode()
    )


def test_nothing_can_be_changed_by_trying(organisation, alice, client_of, waiting):
    page = client_of(alice).get(f"/o/{organisation.slug}/api/close/?try=1&conversation_id={waiting.id}&reason=x")
    assert page.status_code == 200
    with tenant(organisation.id):
        waiting.refresh_from_db()
    assert waiting.state == "open"


def test_the_pages_keep_the_strict_policy(organisation, alice, client_of):
    page = client_of(alice).get(f"/o/{organisation.slug}/api/")
    assert "'unsafe" not in page["Content-Security-Policy"]
    assert "<style" not in page.content.decode()
    assert "://cdn" not in page.content.decode()


def test_the_code_that_checks_a_signature_is_right():
    from datetime import UTC, datetime

    from liant.api.examples import CHECK_SIGNATURE
    from liant.deliveries.hooks import rules

    shown: dict = {}
    exec(CHECK_SIGNATURE, shown)
    secret, now = rules.new_secret(), int(datetime.now(UTC).timestamp())
    body = rules.body_of("mention.heard", "fournils", datetime.now(UTC), {"mention_id": 1})
    headers = rules.headers([rules.new_secret(), secret], "msg_1", now, body)
    assert shown["is_from_liant"](secret, headers, body.encode())
    assert not shown["is_from_liant"](rules.new_secret(), headers, body.encode())
    assert not shown["is_from_liant"](secret, {**headers, "webhook-timestamp": str(now - 4000)}, body.encode())
    assert not shown["is_from_liant"](secret, headers, body.encode() + b" ")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["shell", "python"])
def test_every_example_runs_for_the_shell_and_in_python(
    empty_queue, live_server, organisation, alice, programme_of, waiting, language
):
    """As the page shows them, one after the other, with the ids of a conversation that exists."""
    from liant.api.examples import EXAMPLES

    programme = programme_of(alice)
    last = programme.get(f"/conversations/{waiting.id}").json()["last_message_id"]
    ids = {
        "conversation_id": waiting.id,
        "channel_id": waiting.channel_id,
        "seen_message_id": last,
        "member_id": alice.id,
    }
    environment = {**os.environ, "LIANT_TOKEN": programme.text}
    for example in EXAMPLES:
        filled = example.filled(ids)
        code = filled.as_curl(live_server.url) if language == "shell" else filled.as_python(live_server.url)
        command = ["bash", "-c", f"{code} --silent"] if language == "shell" else [sys.executable, "-c", code]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, f"{code}\n{done.stdout}\n{done.stderr}"
        if language == "shell":
            assert json.loads(done.stdout)
