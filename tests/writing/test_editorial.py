"""The policy decides who writes and who agrees; what the channels did is counted with its denominators, never per person."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.accounts.permissions import NotAllowed
from liant.kit import clock
from liant.tenancy.context import tenant
from liant.writing import moves
from liant.writing.editorial import actions, queries
from liant.writing.editorial.models import ChannelMonth
from liant.writing.editorial.rules import read_text
from tests.furniture import a_channel, heard, said
from tests.writing.pieces import a_piece

POLICY = "/o/fournils/writing/policy/"


@pytest.fixture
def lea(make_member):
    return make_member("Léa", "communicator")


@pytest.fixture
def odile(make_member):
    return make_member("Odile", "team_manager")


def step(**values):
    return {"name": "", "role": "", "member_id": None, "may_author_agree": True} | values


@pytest.mark.django_db
def test_the_policy_says_who_agrees_and_that_the_author_may_not(house, alice, lea, odile):
    actions.write(actor=alice, channel=None, steps=[step(may_author_agree=False), step(member_id=odile.pk)])
    piece = a_piece(lea)
    first, second = moves.ask(actor=lea, piece=piece)
    with pytest.raises(NotAllowed):
        moves.agree(actor=lea, step=first)
    moves.agree(actor=alice, step=first)
    with pytest.raises(NotAllowed):
        moves.agree(actor=alice, step=second)
    moves.agree(actor=odile, step=second)
    piece.refresh_from_db()
    assert piece.state == "approved"


@pytest.mark.django_db
def test_the_policy_says_who_writes(house, alice, lea, make_member):
    hugo = make_member("Hugo", "press_officer")
    piece = a_piece(lea)
    actions.write(actor=alice, channel=None, writer_roles=["communicator"])
    with pytest.raises(NotAllowed):
        moves.ask(actor=hugo, piece=piece)
    moves.ask(actor=lea, piece=piece)


@pytest.mark.django_db
def test_without_an_agreement_whoever_writes_decides(house, alice, lea):
    actions.write(actor=alice, channel=None, steps=[])
    piece = a_piece(lea)
    assert moves.ask(actor=lea, piece=piece) == []
    piece.refresh_from_db()
    assert piece.state == "approved"


@pytest.mark.django_db
def test_only_the_owner_writes_it_and_editions_stay(house, alice, lea):
    with pytest.raises(NotAllowed):
        actions.write(actor=lea, channel=None, subject="Le pain")
    with pytest.raises(NotAllowed):
        actions.show(actor=lea, is_public=True)
    actions.write(actor=alice, channel=None, subject="Le pain")
    actions.write(actor=alice, channel=None, subject="Le pain et la nuit")
    assert queries.in_force().subject == "Le pain et la nuit"
    assert queries.edition_of(None, 1).subject == "Le pain"


@pytest.mark.django_db
def test_written_on_its_page_and_shown_to_everyone_only_once_it_is_switched_on(
    client_of, client, alice, lea, organisation
):
    owner = client_of(alice)
    typed = {
        "subject": "Le pain, et ceux qui le font.", "subject_words": "pain\nfarine", "languages": ["fr"],
        "never": "Les malheurs des autres.", "slots": "1 08:00", "self_talk_ceiling": "40", "agreements": "one",
        "paid_share": "10", "owned_share": "60", "earned_share": "20",
    }  # fmt: skip
    assert owner.post(f"{POLICY}write/", typed).status_code == 422, "the three shares make a hundred"
    assert owner.post(f"{POLICY}write/", typed | {"earned_share": "30"}).status_code == 302
    assert client_of(lea).post(f"{POLICY}write/", typed).status_code == 403
    assert "Les malheurs des autres." in client_of(lea).get(POLICY).content.decode()
    public = "/houses/fournils/policy/"
    assert client.get(public).status_code == 404
    owner.post(f"{POLICY}show/", {"is_public": "1"})
    page = client.get(public, headers={"accept-language": "fr"}).content.decode()
    assert "Le pain, et ceux qui le font." in page
    assert "08:00" not in page, "moments and agreements stay inside"
    owner.post(f"{POLICY}show/", {"is_public": "0"})
    assert client.get(public).status_code == 404
    with tenant(organisation.id):
        assert queries.in_force().slots == [[1, "08:00"]]


@pytest.mark.django_db
def test_a_piece_about_ourselves_beyond_the_ceiling_is_remarked(house, alice, lea):
    from liant.writing.offers import lint_context

    actions.write(actor=alice, channel=None, self_talk_ceiling=40)
    piece = a_piece(lea, about="ourselves")
    told = lint_context(piece, piece.versions.get())
    assert told == {"self_talk": 1.0, "self_talk_ceiling": 0.4, "month_own": 0, "month_others": 0}
    other = a_piece(lea, title="Le grain")
    assert "self_talk" not in lint_context(other, other.versions.get())


@pytest.mark.django_db
def test_a_month_that_only_says_we_is_remarked_where_one_more_is_written(house, alice, lea):
    from liant.writing.remarks import read

    for number in range(5):
        said_already = a_piece(lea, title=f"Nous {number}", body="Nous ouvrons notre four, et nos équipes sont à nous.")
        moves.ask(actor=lea, piece=said_already)
        moves.agree(actor=alice, step=said_already.steps.get())
        moves.mark_published(actor=None, version=said_already.versions.get(), at=clock.now())
    piece = a_piece(lea, title="Encore nous", body="Nous sommes là et notre pain aussi.")
    version = piece.versions.get()

    def rules():
        return {one.finding.rule for one in read(piece, version, [], [])}

    assert "self-words-month" in rules()
    version.network = "letter"
    assert "self-words-month" not in rules(), "by another way, nothing was said yet"


@pytest.mark.django_db
def test_a_month_of_a_channel_is_counted_with_its_denominators(house, alice, client_of):
    channel = a_channel(alice)
    actions.write(actor=alice, channel=None, subject_words=["farine"])
    at = datetime(2026, 10, 5, 12, tzinfo=UTC)
    ours = {"is_ours": True, "is_addressed": False, "kind": "post", "published_at": at}
    heard(
        channel,
        said("a", "Nous sommes fiers de notre nouveau four.", **ours),
        said("b", "La farine attend depuis la veille.", **ours),
        said("c", "Vous passez demain ?", **ours | {"kind": "reply"}, parent_key="q1"),
        said("d", "RT", **ours | {"kind": "repost"}),
        said("q1", "Ouverts demain ?", published_at=at),
        said("q2", "Et lundi ?", published_at=at),
        said("q3", "Je vous écris en privé.", published_at=at, is_private=True),
        said("late", "Nous, nous, nous.", **ours | {"published_at": datetime(2026, 11, 1, 0, 30, tzinfo=UTC)}),
    )  # fmt: skip
    month = actions.count_month(channel=channel, month=date(2026, 10, 1))
    assert (month.said, month.relayed, month.asked, month.answered) == (4, 1, 2, 1)
    assert (month.read, month.subject, month.ourselves) == (3, 1, 1)
    assert (month.addressing, month.formal) == (1, 1)
    actions.count_month(channel=channel, month=date(2026, 10, 1))
    assert ChannelMonth.objects.count() == 1
    with clock.at(datetime(2026, 11, 3, tzinfo=UTC)):
        page = client_of(alice).get(f"{POLICY}example/").content.decode()
    assert "Console" in page


def test_what_a_text_speaks_of_is_read_by_words_anyone_can_check():
    def about(text, language="fr"):
        return read_text(text, language, subject_words=["farine"], own_names=["Les Trois Fournils"])

    assert about("Notre équipe et nous.").is_about_us
    assert about("Les Trois Fournils ouvrent demain.").is_about_us
    assert not about("Notre farine vient d’Ansac.").is_about_us
    assert about("Ta farine est là.").is_formal is False
    assert about("We don’t bake at night.", "en").is_formal is False
    assert about("We do not bake at night.", "en").is_formal is True
    assert about("Das Brot.", "de") is None
    assert about("…") is None


@given(st.text(max_size=300), st.sampled_from(["fr", "en", "de", ""]))
def test_any_text_is_read_or_left_alone(text, language):
    found = read_text(text, language, subject_words=["pain", "", "%"], own_names=["", "Liant"])
    assert found is None or not (found.is_about_us and found.is_on_subject)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_in_both_languages(client_of, make_member, language):
    owner = client_of(make_member("Ines", "owner", language=language))
    for address in ("", "write/", "example/"):
        assert owner.get(POLICY + address, headers={"accept-language": language}).status_code == 200, address
