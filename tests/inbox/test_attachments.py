"""Files with an answer: kept through a form that fails, described, limited as the channel says, and sent once."""

import base64

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from liant.deliveries.models import Delivery
from liant.inbox.models import Attachment
from liant.tenancy.context import tenant
from tests.furniture import a_channel, heard, said
from tests.inbox.test_pages import address, fields, of_house

pytestmark = pytest.mark.django_db
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def picture(name="four.png"):
    return SimpleUploadedFile(name, PIXEL, content_type="image/png")


@pytest.fixture
def conversation(organisation, alice, work_off):
    """On a channel by which pictures may leave."""
    from liant.inbox.models import Conversation

    with tenant(organisation.id):
        channel = a_channel(alice, kind="demonstration", name="Bluesky")
        channel.settings = {"network": "bluesky"}
        channel.save()
        heard(channel, said("k1", "Ouvrez-vous lundi ?"))
        work_off()
        return Conversation.objects.get()


def test_a_file_is_kept_described_and_sent(client_of, bob, organisation, conversation):
    client = client_of(bob)
    sent = fields(client, conversation, text="Voici le four.")
    page = client.post(address(conversation, "reply/"), sent | {"files": picture(), "attach": "1"})
    assert page.status_code == 200
    assert "Voici le four.</textarea>" in page.content.decode()
    [file] = of_house(organisation, Attachment)
    refused = client.post(address(conversation, "reply/"), sent)
    assert refused.status_code == 422, "a picture is told to those who do not see it"
    assert of_house(organisation, Delivery) == []
    described = sent | {f"describe-{file.id}": "Le four, ouvert."}
    assert client.post(address(conversation, "reply/"), described).status_code == 302
    [delivery] = of_house(organisation, Delivery)
    assert delivery.frozen["media"][0]["description"] == "Le four, ouvert."
    shown = client.get(address(conversation)).content.decode()
    assert 'alt="Le four, ouvert."' in shown
    assert client.get(address(conversation, f"files/{file.id}/")).content == PIXEL


def test_what_may_not_go_along_is_said_and_the_text_kept(client_of, bob, organisation, conversation):
    client = client_of(bob)
    sent = fields(client, conversation, text="Voici.")
    song = SimpleUploadedFile("chant.mp3", b"x", content_type="audio/mpeg")
    many = [picture(f"{n}.png") for n in range(9)]
    for files in ([song], many):
        page = client.post(address(conversation, "reply/"), sent | {"files": files, "attach": "1"})
        assert page.status_code == 422
        assert "Voici.</textarea>" in page.content.decode()
    with tenant(organisation.id):
        most = conversation.channel.capabilities.max_media
    assert len(of_house(organisation, Attachment)) == most


def test_a_file_is_taken_out(client_of, bob, organisation, conversation):
    client = client_of(bob)
    sent = fields(client, conversation, text="Voici.")
    client.post(address(conversation, "reply/"), sent | {"files": picture(), "attach": "1"})
    [file] = of_house(organisation, Attachment)
    client.post(address(conversation, "reply/"), sent | {"drop": str(file.id)})
    assert of_house(organisation, Attachment) == []


def test_a_file_comes_back_with_the_answer_that_was_taken_back(client_of, bob, organisation, conversation):
    from liant.inbox.models import Message

    client = client_of(bob)
    sent = fields(client, conversation, text="Voici.")
    client.post(address(conversation, "reply/"), sent | {"files": picture(), "attach": "1"})
    [file] = of_house(organisation, Attachment)
    client.post(address(conversation, "reply/"), sent | {f"describe-{file.id}": "Le four."})
    message = next(m for m in of_house(organisation, Message) if m.direction == "ours")
    page = client.post(address(conversation, f"take-back/{message.id}/"), follow=True).content.decode()
    assert "four.png" in page
    assert 'value="Le four."' in page


def test_someone_elses_unsent_file_is_not_found(client_of, bob, alice, organisation, conversation):
    client = client_of(bob)
    sent = fields(client, conversation, text="Voici.")
    client.post(address(conversation, "reply/"), sent | {"files": picture(), "attach": "1"})
    [file] = of_house(organisation, Attachment)
    assert client_of(alice).get(address(conversation, f"files/{file.id}/")).status_code == 404
