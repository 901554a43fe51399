"""An organisation's own rules: proven on their sentences, tried on the year, then read wherever something is written."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.accounts.permissions import NotAllowed
from liant.engines.lint import RuleError
from liant.kit import clock
from liant.tenancy.context import tenant
from liant.writing.house_rules import actions, queries, rules
from liant.writing.house_rules.models import OwnRule, RuleEdition
from liant.writing.remarks import read
from tests.writing.pieces import a_piece

RULES = "/o/fournils/writing/rules/"
TYPED = {
    "name": "Notre ancien nom", "words": "Dubois et fils", "excepts": "place Dubois et fils", "languages": ["fr", "en"],
    "kinds": ["piece", "reply"], "place": "anywhere", "severity": "error", "message_fr": "« {words} » est notre ancien nom.",
    "ko": "Chez Dubois et fils, quai Saint-Jean.", "ok": "Rendez-vous place Dubois et fils.",
}  # fmt: skip
VALUES = {**TYPED, "shape": "avoid", **{name: [TYPED[name]] for name in ("words", "excepts", "ko", "ok")}}


@pytest.fixture
def lea(make_member):
    return make_member("Léa", "communicator")


def switched_on(actor, **changes):
    rule = actions.write(actor=actor, rule=None, values=VALUES | changes)
    actions.try_rule(actor=actor, rule=rule)
    actions.switch_on(actor=actor, rule=rule)
    return rule


def found_in(piece):
    return [one.finding.rule for one in read(piece, piece.versions.get(), [], [])]


@pytest.mark.django_db
def test_written_proven_tried_switched_on_and_read_in_a_piece(client_of, lea, organisation):
    with tenant(organisation.id):
        piece = a_piece(lea, body="On disait Dubois et fils autrefois.")
        long_ago = clock.now() - timedelta(days=500)
        with clock.at(long_ago):
            a_piece(lea, title="Jadis", body="Dubois et fils, encore.")
    client = client_of(lea)
    new = f"{RULES}new/avoid/"
    page = client.post(new, TYPED | {"ok": "Vive Dubois et fils", "ko": "Rien du tout"})
    assert page.status_code == 422
    assert "Ligne\u00a01" in page.content.decode()
    tried = client.post(new, TYPED | {"try": "1"}).content.decode()
    assert ">Dubois et fils</mark>" in tried
    assert "Jadis" not in tried, "a year, no more"
    with tenant(organisation.id):
        assert not OwnRule.objects.exists(), "trying keeps nothing"
    client.post(new, TYPED)
    with tenant(organisation.id):
        rule = OwnRule.objects.get()
        assert found_in(piece) == []
    address = f"{RULES}{rule.pk}/"
    client.post(f"{address}on/")
    with tenant(organisation.id):
        assert found_in(piece) == [], "nobody has seen yet what it would find"
    client.post(f"{address}try/")
    client.post(f"{address}on/")
    with tenant(organisation.id):
        assert found_in(piece) == ["own-notre-ancien-nom"]
    beside = client.get(f"/o/fournils/writing/{piece.pk}/").content.decode()
    assert "«\u00a0Dubois et fils\u00a0» est notre ancien nom." in beside
    assert "own-notre-ancien-nom" in client.get(f"{RULES}rules.yaml").content.decode()


@pytest.mark.django_db
def test_a_new_edition_waits_while_the_former_one_reads(house, lea):
    rule = switched_on(lea)
    piece = a_piece(lea, body="Les fournils Martin, autrefois Dubois et fils.")
    rule = actions.write(
        actor=lea,
        rule=rule,
        values=VALUES | {"words": ["Martin"], "ko": ["Chez Martin"], "excepts": [], "ok": ["Rien"]},
    )
    assert found_in(piece) == ["own-notre-ancien-nom"]
    with pytest.raises(actions.NotTried):
        actions.switch_on(actor=lea, rule=rule)
    actions.try_rule(actor=lea, rule=rule)
    assert queries.last_trial(rule).total == 1
    actions.switch_on(actor=lea, rule=rule)
    [remark] = read(piece, piece.versions.get(), [], [])
    assert remark.passage == "Martin"
    actions.switch_off(actor=lea, rule=rule)
    assert found_in(piece) == []
    assert [one.number for one in RuleEdition.objects.all()] == [2, 1]


@pytest.mark.django_db
def test_who_may_not_write_rules_is_refused(house, lea, bob, chloe):
    rule = switched_on(lea)
    for stranger in (bob, chloe):
        for refused in (
            lambda who: actions.write(actor=who, rule=None, values=VALUES),
            lambda who: actions.try_rule(actor=who, rule=rule),
            lambda who: actions.switch_on(actor=who, rule=rule),
            lambda who: actions.switch_off(actor=who, rule=rule),
        ):
            with pytest.raises(NotAllowed):
                refused(stranger)
    with pytest.raises(actions.SentencesFail):
        actions.write(actor=lea, rule=None, values=VALUES | {"ko": ["Rien"]})
    with pytest.raises(RuleError):
        actions.write(actor=lea, rule=None, values=VALUES | {"shape": "pattern", "patterns": ["(a"]})


@pytest.mark.django_db
def test_any_member_has_a_text_read_and_nothing_is_kept(client_of, chloe, organisation):
    from liant.audit.models import Entry

    with tenant(organisation.id):
        before = Entry.objects.count()
    page = client_of(chloe).post(f"{RULES}reread/", {"text": "Fiers de vous annoncer notre siège.", "kind": "caption"})
    assert "<mark" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    with tenant(organisation.id):
        assert Entry.objects.count() == before
    assert client_of(chloe).get(RULES).status_code == 403


def test_a_bad_pattern_says_its_line_and_column():
    assert [found[:2] for found in rules.bad_patterns([r"\bdubois\b", "(a", "x*"])] == [(2, 1), (3, 1)]


@given(st.text("abcéœŒ'’.()[]{}*+?|\\^$#@/ -→", min_size=1, max_size=14).filter(lambda words: words.strip(" *")))
def test_words_are_taken_as_they_are_whatever_they_hold(words):
    from liant.engines.lint.patterns import Pattern

    Pattern(rules.as_pattern(words))
    assert rules.bad_patterns([rules.as_pattern(words)]) == []


@pytest.mark.parametrize(
    ("shape", "values", "text", "words", "replacement"),
    [
        ("prefer", {"words": ["usagers → personnes"]}, "Les usagers attendent.", "usagers", "personnes"),
        ("avoid", {"words": ["synerg*"]}, "Créer des synergies.", "synergies", None),
        ("evidence", {"words": ["le premier"], "proofs": ["selon"], "within": "paragraph"}, "Le premier de la vallée.", "Le premier", None),
        ("pattern", {"patterns": [r"\bn° ?1\b"]}, "N°1 de la vallée.", "N°1", None),
    ],
)  # fmt: skip
def test_each_shape_becomes_a_rule(shape, values, text, words, replacement):
    whole = {"kinds": ["piece"], "languages": ["fr"], "severity": "warning", "place": "anywhere", "message_fr": "Non.",
             "ok": [], "ko": [], "shape": shape, **values}  # fmt: skip
    linter = rules.linter_of(rules.source_of("own-x", whole))
    [finding] = linter.lint(text, language="fr")
    assert text[finding.start : finding.end] == words
    assert finding.replacement == replacement
    assert linter.lint("Selon l’Insee, le premier de la vallée. Bonjour.", language="fr") == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_in_both_languages(client_of, make_member, organisation, language):
    owner = make_member("Ines", "owner", language=language)
    with tenant(organisation.id):
        rule = switched_on(owner)
    client = client_of(owner)
    pages = [
        "",
        "new/",
        *(f"new/{shape}/" for shape in rules.SHAPES),
        "reread/",
        f"{rule.pk}/",
        f"{rule.pk}/write/?edition=1",
    ]
    for address in pages:
        assert client.get(RULES + address, headers={"accept-language": language}).status_code == 200, address
